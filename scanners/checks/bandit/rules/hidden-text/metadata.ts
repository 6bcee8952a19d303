import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B613",
    checkId: "bandit",
    code: "B613",
    title: "An invisible character changes the order in which the code is shown",
    why: "Some invisible characters turn the direction of writing around. In editors and in a review the code then reads differently from what Python runs: a comment can look like a command, and a command like a comment.\n\nThey also get into texts by copying from documents in Arabic or Hebrew. Only the first one in a file is reported.",
    howToFix:
      "Delete the character; the message says which it is. If a text needs it, write its escape (“\\u200f”) so that everybody sees it, or keep the text in a translation file.",
    intended: nosec("B613", 'LABEL = "…"'),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: 'LEVEL = "user\u202e"\n' },
    goodExample: { path: "plugin.py", code: 'LEVEL = "user\\u202e"\n' },
    references: [
      banditReference("plugins", "b613_trojansource", "B613: trojansource"),
      { title: "Trojan Source", url: "https://trojansource.codes/" },
    ],
    cwe: 838,
  },
];
