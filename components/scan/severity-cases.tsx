import type { ruleById } from "@/scanners/ruleset/rules";
import { SeverityChip } from "./severity-chip";

type Rule = NonNullable<ReturnType<typeof ruleById>>;
type Case = NonNullable<Rule["severityCases"]>[number];

/** What checks say of a value or its file. A shape that a new rule brings is shown by its own name until it has words here. */
const SHAPE_WORDS: Readonly<Record<string, string>> = {
  literal: "the text is written out in the code",
  placeholder: "user and password are placeholders",
  geometry: "the value is a geometry",
  alphabet: "the value is an alphabet",
  "data-file": "it stands in a data file (.txt, .sql, .qgs, .po, .buildinfo)",
};
const PLACE_WORDS = { own: "it is the plugin's own code", test: "it stands in a test", vendored: "it stands in a bundled library" };

/** When a rule is judged otherwise than usual; nothing where it never is. */
export function SeverityCases({ rule }: { rule: Rule }) {
  if (!rule.severityCases?.length) return null;
  return (
    <ul className="!list-none !pl-0">
      {rule.severityCases.map((one) => (
        <li key={conditions(one)} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
          <SeverityChip severity={one.severity} /> when {conditions(one)}
        </li>
      ))}
      <li className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
        <SeverityChip severity={rule.defaultSeverity} /> otherwise
      </li>
    </ul>
  );
}

function conditions({ toolSeverity, shape, pathClass }: Case): string {
  const any = (words: readonly string[]) => words.join(" or ");
  return [
    toolSeverity ? `the tool itself rates it ${any(toolSeverity)}` : null,
    shape ? any(shape.map((name) => SHAPE_WORDS[name] ?? `the value is of the kind “${name}”`)) : null,
    pathClass ? any(pathClass.map((name) => PLACE_WORDS[name])) : null,
  ]
    .filter((one) => one !== null)
    .join(" and ");
}
