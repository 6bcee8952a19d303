import Link from "next/link";
import { Paragraphs } from "@/components/scan/paragraphs";
import { RuleExamples } from "@/components/scan/rule-examples";
import { SeverityChip } from "@/components/scan/severity-chip";
import { urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";

/**
 * One rule inside a guide: its repair and its examples are the rule's own texts, so that a guide never says something else.
 *
 * @throws Error for a rule that does not exist
 */
export function GuideRule({ id }: { id: string }) {
  const rule = ruleById(id);
  if (!rule) throw new Error(`the guide names a rule that does not exist: ${id}`);
  return (
    <section aria-labelledby={`guide-${rule.code}`} className="grid gap-2 rounded-card border border-line bg-surface p-4 [&>*]:min-w-0">
      <h3 id={`guide-${rule.code}`} className="!mt-0 flex scroll-mt-4 flex-wrap items-center gap-2 font-semibold">
        {rule.title} <span className="font-mono text-[0.8125rem] font-normal text-muted">{rule.code}</span>
        <SeverityChip severity={rule.defaultSeverity} />
      </h3>
      <Paragraphs text={rule.howToFix} />
      <RuleExamples rule={rule} />
      <p className="text-sm">
        <Link href={urls.ruleDocs(rule.id)} prefetch={false}>
          Why {rule.code} matters, and how to keep it knowingly
        </Link>
      </p>
    </section>
  );
}

export function GuideRules({ ids }: { ids: readonly string[] }) {
  return (
    <div className="grid gap-4">
      {ids.map((id) => (
        <GuideRule key={id} id={id} />
      ))}
    </div>
  );
}
