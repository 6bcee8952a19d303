import type { RuleMetadata, SeverityCase } from "../../../../core/types";
import { allowlist, REFERENCE, REVOKE } from "../../rule-text";

/** Files of data, geometry and the alphabets of encoders hold such text by nature. */
const BY_NATURE: readonly SeverityCase[] = [{ severity: "info", shape: ["data-file", "geometry", "alphabet"] }];

const HOW = `If it is a key or a token: ${REVOKE} Then ask users for one of their own. If it is a checksum, an id or data, mark the line, or keep such data in a file of its own.`;

export const RULES: readonly RuleMetadata[] = [
  {
    id: "secrets/Base64HighEntropyString",
    checkId: "secrets",
    code: "Base64HighEntropyString",
    title: "A text that looks random",
    why: "Keys and tokens of services that have no form of their own look like this: letters, digits and signs in no order. In a published plugin such a key is everyone's.\n\nPictures, compressed data and test data look the same, so this is a warning and not an accusation.",
    howToFix: HOW,
    intended: allowlist('ICON = "…"'),
    defaultSeverity: "warning",
    severityCases: BY_NATURE,
    badExample: { path: "plugin.py", code: `VALUE = "${"q9Zr+4TxWb/2"}${"Lm8QkP7vd5Yc3"}${"HsNuJ6fGeA1B"}"\n` },
    goodExample: { path: "plugin.py", code: 'VALUE = settings.value("myplugin/value")\n' },
    references: [REFERENCE],
    cwe: 798,
  },
  {
    id: "secrets/HexHighEntropyString",
    checkId: "secrets",
    code: "HexHighEntropyString",
    title: "A hexadecimal text that looks random",
    why: "Many services write their keys as hexadecimal digits. In a published plugin such a key is everyone's.\n\nChecksums, commit ids and geometry look the same, so this is a warning and not an accusation.",
    howToFix: HOW,
    intended: allowlist('CHECKSUM = "…"'),
    defaultSeverity: "warning",
    severityCases: BY_NATURE,
    badExample: { path: "plugin.py", code: `VALUE = "${"9f4c1e7a0b8d"}${"26356ae1d0c97b54"}"\n` },
    goodExample: { path: "plugin.py", code: 'VALUE = settings.value("myplugin/value")\n' },
    references: [REFERENCE],
    cwe: 798,
  },
];
