import type { RuleMetadata } from "../../../../core/types";
import { noqa, pycodestyleReference } from "../../rule-text";

const WHY =
  "In many fonts a small l, a capital I and the digit 1 look the same, and so do a capital O and the digit 0. Reviewers of a plugin can read a line wrongly without noticing, and so can its author a year later.";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "flake8/E741",
    checkId: "flake8",
    code: "E741",
    title: "A variable called l, O or I",
    why: WHY,
    howToFix: "Give it a name that says what it holds: layer, line, offset.",
    intended: noqa("E741", "for l in layers:"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "def names(layers):\n    return [l.name() for l in layers]\n" },
    goodExample: { path: "plugin.py", code: "def names(layers):\n    return [layer.name() for layer in layers]\n" },
    references: [pycodestyleReference()],
  },
  {
    id: "flake8/E742",
    checkId: "flake8",
    code: "E742",
    title: "A class called l, O or I",
    why: WHY,
    howToFix: "Give it a name that says what it is.",
    intended: noqa("E742", "class I:"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "class I:\n    pass\n" },
    goodExample: { path: "plugin.py", code: "class Identity:\n    pass\n" },
    references: [pycodestyleReference()],
  },
  {
    id: "flake8/E743",
    checkId: "flake8",
    code: "E743",
    title: "A function called l, O or I",
    why: WHY,
    howToFix: "Give it a name that says what it does.",
    intended: noqa("E743", "def l(points):"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "def l(points):\n    return len(points)\n" },
    goodExample: { path: "plugin.py", code: "def length(points):\n    return len(points)\n" },
    references: [pycodestyleReference()],
  },
];
