import type { SeverityCase } from "../core/types";

/** What checks say of a value or its file. A shape that a new rule brings is shown by its own name until it has words here. */
const SHAPE_WORDS: Readonly<Record<string, string>> = {
  literal: "the text is written out in the code",
  placeholder: "user and password are placeholders",
  geometry: "the value is a geometry",
  alphabet: "the value is an alphabet",
  "skipped-by-tool": "it stands in a file that the tool itself leaves out",
  "data-file": "it stands in a data file (.txt, .sql, .qgs, .po, .buildinfo)",
};
const PLACE_WORDS = { own: "it is the plugin's own code", test: "it stands in a test", vendored: "it stands in a bundled library" };

const any = (words: readonly string[]): string => words.join(" or ");

/** When a rule is judged otherwise than usual, as what follows "when". */
export function caseConditions({ toolSeverity, shape, pathClass }: Omit<SeverityCase, "severity">): string {
  const conditions = [
    toolSeverity ? `the tool itself rates it ${any(toolSeverity)}` : null,
    shape ? any(shape.map((name) => SHAPE_WORDS[name] ?? `the value is of the kind “${name}”`)) : null,
    pathClass ? any(pathClass.map((name) => PLACE_WORDS[name])) : null,
  ];
  return conditions.filter((one) => one !== null).join(" and ");
}
