import Link from "next/link";
import { urls } from "@/lib/urls";
import { pragmaOf } from "@/scanners/ruleset/pragma";
import type { ruleById } from "@/scanners/ruleset/rules";
import { CodeBlock } from "../ui/code-block";
import { Paragraphs } from "./paragraphs";
import { RuleExamples } from "./rule-examples";

type Rule = NonNullable<ReturnType<typeof ruleById>>;

/** How to get rid of a finding, what to do when it is meant so, and where to read on. */
export function RuleHelp({ rule }: { rule: Rule }) {
  const pragma = pragmaOf(rule);
  return (
    <div className="grid gap-4 rounded-card bg-sunken p-4 [&>*]:min-w-0">
      <div className="grid gap-2 [&>*]:min-w-0">
        <h5 className="font-semibold">How to fix it</h5>
        <Paragraphs text={rule.howToFix} />
        <RuleExamples rule={rule} />
      </div>
      <div className="grid gap-2 [&>*]:min-w-0">
        <h5 className="font-semibold">This is intended</h5>
        <Paragraphs text={rule.intended} />
        {pragma ? <CodeBlock label={`Comment that keeps a finding of ${rule.code}`}>{`${pragma} - why it is meant so`}</CodeBlock> : null}
      </div>
      <div>
        <h5 className="font-semibold">Read on</h5>
        <ul className="text-[0.9375rem]">
          <li>
            <Link href={urls.ruleDocs(rule.id)} prefetch={false}>
              All about {rule.id}
            </Link>
          </li>
          {rule.references.map(({ title, url }) => (
            <li key={url}>
              <a href={url}>{title}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
