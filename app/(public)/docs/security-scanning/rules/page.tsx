import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";
import { CHECKS, RULES } from "@/scanners/ruleset/rules";
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
      <div className="grid gap-8">
        {CHECKS.map((check) => (
          <section key={check.id} aria-labelledby={`rules-${check.id}`}>
            <h2 id={`rules-${check.id}`} className="text-xl font-bold">
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
