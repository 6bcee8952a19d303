import Link from "next/link";
import { urls } from "@/lib/urls";
import type { ruleById } from "@/scanners/ruleset/rules";
import { ExampleCode } from "./code-lines";
import { Paragraphs } from "./paragraphs";

type Rule = NonNullable<ReturnType<typeof ruleById>>;

/** How to get rid of a finding, and what to do when it is meant so. */
export function RuleHelp({ rule }: { rule: Rule }) {
  return (
    <div className="grid gap-4 rounded-card bg-sunken p-4">
      <div className="grid gap-2">
        <h5 className="font-semibold">How to fix it</h5>
        <Paragraphs text={rule.howToFix} />
        <div className="grid gap-3 md:grid-cols-2">
          <div className="min-w-0">
            <p className="mb-1 text-sm font-semibold text-bad-ink">Instead of</p>
            <ExampleCode path={rule.badExample.path} code={rule.badExample.code} label={`Example that breaks ${rule.code}`} />
          </div>
          <div className="min-w-0">
            <p className="mb-1 text-sm font-semibold text-good-ink">write</p>
            <ExampleCode path={rule.goodExample.path} code={rule.goodExample.code} label={`Example without ${rule.code}`} />
          </div>
        </div>
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
