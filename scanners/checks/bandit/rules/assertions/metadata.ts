import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B101",
    checkId: "bandit",
    code: "B101",
    title: "A check is made with assert",
    why: "Python leaves out every assert statement when it is started with -O, so a check that protects something must not be one. QGIS normally runs Python without that option, and in tests assert is the right word; nine of ten hits are there.\n\nFor the user of a plugin a failed assert is also a poor message: a stack trace instead of a sentence.",
    howToFix:
      "Where the check guards against wrong input, write it as an if that raises an error with a message (ValueError, QgsProcessingException). Tests may stay as they are; leaving the test folder out of the package makes it smaller.",
    intended: nosec("B101", "assert layer.isValid()"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "def buffer(layer):\n    assert layer.isValid()\n    return layer\n" },
    goodExample: {
      path: "plugin.py",
      code: 'def buffer(layer):\n    if not layer.isValid():\n        raise ValueError("The layer cannot be read.")\n    return layer\n',
    },
    references: [
      banditReference("plugins", "b101_assert_used", "B101: assert_used"),
      { title: "Python: the assert statement", url: "https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement" },
    ],
    cwe: 703,
  },
];
