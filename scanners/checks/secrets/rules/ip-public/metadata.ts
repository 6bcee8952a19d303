import type { RuleMetadata } from "../../../../core/types";
import { allowlist, REFERENCE } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "secrets/IPPublicDetector",
    checkId: "secrets",
    code: "IPPublicDetector",
    title: "The address of a machine on the internet",
    why: "A plugin that talks to a bare address cannot follow when the server moves, and its connection is rarely encrypted, since certificates belong to names. Version numbers with four parts look the same and are no reason to worry.\n\ndetect-secrets 1.5.0 has this detector, but a filter of its own drops what it finds, since addresses hold no letters. So do we in every file that it opens; the rule speaks only in the others: style sheets, drawings, lock files and the like.",
    howToFix: "Use the server's name, with https. If the server has no name, give it one before users depend on its address.",
    intended: allowlist('@import url("…");'),
    defaultSeverity: "info",
    badExample: { path: "style.css", code: '@import url("http://8.8.4.4:8080/style.css");\n' },
    goodExample: { path: "style.css", code: '@import url("https://maps.example.org/style.css");\n' },
    references: [REFERENCE],
    cwe: 547,
  },
];
