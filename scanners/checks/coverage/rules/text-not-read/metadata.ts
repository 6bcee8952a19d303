import type { RuleMetadata } from "../../../../core/types";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "coverage/text-not-read",
    checkId: "coverage",
    code: "text-not-read",
    title: "A text file could not be read as text",
    why: "Text files are searched for passwords and keys that were left in them. This one has the ending of a text file and holds bytes that no text has, so nobody can say what stands in it. Often it was saved by a program under the wrong ending, or its encoding is unusual.",
    howToFix: "Save the file as UTF-8. If it is no text, give it the ending of what it is.",
    intended: "Nothing has to be done if the file is meant to be as it is: this note changes no verdict.",
    defaultSeverity: "info",
    badExample: { path: "settings.ini", code: "[main]\nname = caf\u00e9\u0000\n", encoding: "latin1" },
    goodExample: { path: "settings.ini", code: "[main]\nname = caf\u00e9\n" },
    references: [{ title: "Python: Unicode HOWTO", url: "https://docs.python.org/3/howto/unicode.html" }],
  },
];
