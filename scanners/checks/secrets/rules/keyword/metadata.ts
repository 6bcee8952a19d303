import type { RuleMetadata } from "../../../../core/types";
import { allowlist, REFERENCE, REVOKE } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "secrets/KeywordDetector",
    checkId: "secrets",
    code: "KeywordDetector",
    title: "A value that is assigned to a name like password or api_key",
    why: "A plugin is published: a password or key in it is one for everybody who downloads it.\n\nThe rule goes by names, so keys of dictionaries and texts of dialogs are reported too. It is a warning because many hits are harmless; please look at each once.",
    howToFix: `If it is real: ${REVOKE} Then ask the user for it, or read it from QGIS's authentication database. If it is only a label or a field's name, call the variable something else (password_label) or mark the line.`,
    intended: allowlist('password_field = "pwd"'),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: `api_key = "${"Zx81-lemon"}-${"Quay44"}"\n` },
    goodExample: { path: "plugin.py", code: 'api_key = settings.value("myplugin/key")\n' },
    references: [REFERENCE],
    cwe: 798,
  },
];
