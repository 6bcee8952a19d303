import { exampleText } from "@/scanners/ruleset/example-text";
import type { ruleById } from "@/scanners/ruleset/rules";
import { CodeBlock } from "../ui/code-block";
import { ExampleCode } from "./code-lines";

type Rule = NonNullable<ReturnType<typeof ruleById>>;
type Example = Rule["badExample"];

/** What breaks the rule, and what does not, side by side where whole lines fit. Rules about files show names and permission bits instead of code. */
export function RuleExamples({ rule }: { rule: Rule }) {
  const isAboutFiles = rule.id.startsWith("files/");
  const label = { bad: `Example that breaks ${rule.code}`, good: `Example without ${rule.code}` };
  return (
    <div className="@container">
      <div className="grid gap-3 @3xl:grid-cols-2">
        <div className="min-w-0">
          <p className="mb-1 text-sm font-semibold text-bad-ink">Instead of</p>
          {isAboutFiles ? (
            <FileLine example={rule.badExample} label={label.bad} />
          ) : (
            <ExampleCode path={rule.badExample.path} code={exampleText(rule.badExample)} label={label.bad} />
          )}
        </div>
        <div className="min-w-0">
          <p className="mb-1 text-sm font-semibold text-good-ink">{isAboutFiles ? "Better" : "Write"}</p>
          {isAboutFiles ? (
            <FileLine example={rule.goodExample} label={label.good} />
          ) : (
            <ExampleCode path={rule.goodExample.path} code={exampleText(rule.goodExample)} label={label.good} />
          )}
        </div>
      </div>
    </div>
  );
}

function FileLine({ example, label }: { example: Example; label: string }) {
  return <CodeBlock label={label}>{`${modeText(example.mode ?? 0o644)}  ${example.path}`}</CodeBlock>;
}

/** 0o4755 -> "-rwsr-xr-x", as `ls -l` writes it */
function modeText(mode: number): string {
  const bits = [6, 3, 0].map((shift, index) => {
    const three = (mode >> shift) & 7;
    const special = index < 2 && (mode & (index === 0 ? 0o4000 : 0o2000)) !== 0;
    const execute = three & 1 ? (special ? "s" : "x") : special ? "S" : "-";
    return `${three & 4 ? "r" : "-"}${three & 2 ? "w" : "-"}${execute}`;
  });
  return `-${bits.join("")}`;
}
