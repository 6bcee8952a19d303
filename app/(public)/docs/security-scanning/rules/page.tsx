import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";
import { CHECKS, RULES, rulesOfCheck } from "@/scanners/ruleset/rules";
import { RuleLinks } from "../checks-chapter";

export const metadata: Metadata = { title: "All rules" };

export default function RulesPage() {
  return (
    <>
      <PageHeader
        title="All rules"
        lead={`${RULES.length} rules in ${CHECKS.length} checks. The severity is the usual one; it can depend on the place, and on the ruleset in force.`}
        crumbs={[{ label: "Security scanning", href: urls.docs() }]}
      />
      <nav aria-label="Checks" className="mb-6 flex flex-wrap gap-x-4 gap-y-1">
        {CHECKS.map((check) => (
          <a key={check.id} href={`#rules-${check.id}`}>
            {check.title} ({rulesOfCheck(check.id).length})
          </a>
        ))}
      </nav>
      <div className="grid gap-8">
        {CHECKS.map((check) => (
          <section key={check.id} aria-labelledby={`rules-${check.id}`}>
            <h2 id={`rules-${check.id}`} className="scroll-mt-4 text-xl font-bold">
              {check.title}
            </h2>
            <p className="mb-2 max-w-prose text-muted">{check.summary}</p>
            <RuleLinks checkId={check.id} />
          </section>
        ))}
      </div>
    </>
  );
}
