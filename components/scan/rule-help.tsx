import Link from "next/link";
import { urls } from "@/lib/urls";
import type { ruleById } from "@/scanners/ruleset/rules";
import { Paragraphs } from "./paragraphs";
import { RuleExamples } from "./rule-examples";

type Rule = NonNullable<ReturnType<typeof ruleById>>;

/** How to get rid of a finding, and what to do when it is meant so. */
export function RuleHelp({ rule }: { rule: Rule }) {
  return (
    <div className="grid gap-4 rounded-card bg-sunken p-4">
      <div className="grid gap-2">
        <h5 className="font-semibold">How to fix it</h5>
        <Paragraphs text={rule.howToFix} />
        <RuleExamples rule={rule} />
      </div>
      <div className="grid gap-2">
        <h5 className="font-semibold">If it is intended</h5>
        <Paragraphs text={rule.intended} />
      </div>
      <p>
        <Link href={urls.ruleDocs(rule.id)} prefetch={false}>
          More about {rule.id}
        </Link>
      </p>
    </div>
  );
}
