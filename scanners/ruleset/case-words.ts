import type { SeverityCase } from "../core/types";

/** What checks say of a value or its file. A shape that a new rule brings is shown by its own name until it has words here. */
const SHAPE_WORDS: Readonly<Record<string, string>> = {
  literal: "the text is written out in the code",
  placeholder: "user and password are placeholders",
  geometry: "the value is a geometry",
  alphabet: "the value is an alphabet",
  "skipped-by-tool": "it stands in a file that detect-secrets itself skips",
  "data-file": "it stands in a data file (.txt, .sql, .qgs, .po, .buildinfo)",
};
const PLACE_WORDS = { own: "it is the plugin's own code", test: "it stands in a test", vendored: "it stands in a bundled library" };

/** "a, b or c" */
const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });

type Condition = Omit<SeverityCase, "severity">;

/** Each alone is enough. */
function alternatives({ toolSeverity, shape, pathClass }: Condition): string[] {
  const facts = [
    toolSeverity ? [`the tool itself rates it ${OR.format(toolSeverity)}`] : [],
    (shape ?? []).map((name) => SHAPE_WORDS[name] ?? `the value is of the kind “${name}”`),
    (pathClass ?? []).map((name) => PLACE_WORDS[name]),
  ].filter((words) => words.length > 0);
  return facts.length === 1 ? facts.flat() : [facts.map((words) => OR.format(words)).join(" and ")];
}

/** When a rule is judged otherwise than usual, "when this, when that or when a third", for cases that lead to one severity. */
export const caseConditions = (cases: readonly Condition[]): string =>
  OR.format(cases.flatMap(alternatives).map((condition) => `when ${condition}`));
