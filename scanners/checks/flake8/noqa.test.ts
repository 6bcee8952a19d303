import { describe, expect, it } from "vitest";
import { PythonFile } from "../../python/python-file";
import { NoqaComments } from "./noqa";

function noqa(code: string, line: number, finding = "F821") {
  const file = new PythonFile({ path: "demo/a.py", bytes: Buffer.from(code), mode: null });
  return new NoqaComments(file).suppressionOf(finding, line);
}

describe("noqa comments, as flake8 7.3.0 reads them", () => {
  it.each([
    ["a  # noqa\n", false],
    ["a  # NOQA: F821\n", true],
    ["a  # noqa:E501,F821\n", true],
    ["a  # noqa: E501 F821\n", true],
    ["a  # noqa: F8\n", true],
    ["a  # noqa : E501\n", false],
    ["a  # noqa:some words\n", false],
  ])("%j hides, by name: %s", (code, ruleSpecific) => {
    expect(noqa(code, 1)).toMatchObject({ by: "pragma", ruleSpecific, line: 1 });
  });

  it.each(["a  # noqa: E501\n", "a  #noqa\n", "a  # noqa: f821\n", "a\n# noqa\n"])("%j does not", (code) => {
    expect(noqa(code, 1)).toBeUndefined();
  });

  it("counts at the end of a text over lines, and of a line that goes on", () => {
    expect(noqa('a = b + """\n\n"""  # noqa\n', 1)).toMatchObject({ line: 3 });
    expect(noqa("a = b + \\\n  c  # noqa\n", 1)).toMatchObject({ line: 2 });
    expect(noqa("f(a,\n  b)  # noqa\n", 1)).toBeUndefined();
  });

  it("lets go of a whole file, with codes behind it too", () => {
    expect(noqa("a\n# flake8: noqa: E501\n", 1)).toMatchObject({ ruleSpecific: false, line: 2 });
    expect(noqa("a  # flake8: noqa\nb\n", 2)).toBeUndefined();
  });
});

// Checked with flake8 7.3.0 on CPython 3.12.
describe("noqa comments in files that are not valid Python", () => {
  it.each([
    ['print "x"  # noqa\n', 1, true],
    ['print """\n  # noqa\n"""\n', 1, true],
    ['print 0777, """\n"""  # noqa\n', 1, true],
    ["x = (\n# noqa\n", 1, false],
    ['print "a\n# noqa\n', 1, false],
  ])("%j, line %i: %s", (code, line, isHidden) => {
    expect(noqa(code, line, "E999") !== undefined).toBe(isHidden);
  });
});

it("keeps the reason that stands behind a comment", () => {
  expect(noqa("a  # noqa: F821 - set by QGIS\n", 1)).toMatchObject({ reason: "set by QGIS", text: "# noqa: F821" });
  expect(noqa("a  # noqa: F821  # set by QGIS\n", 1)).toMatchObject({ reason: "set by QGIS" });
  expect(noqa("a  # noqa: E501, F821 set by QGIS\n", 1)).toMatchObject({ reason: "set by QGIS" });
  expect(noqa("a  # noqa: F821.\n", 1)?.reason).toBeUndefined();
  expect(noqa("a\n# flake8: noqa: F821\n", 1)).toMatchObject({ ruleSpecific: true });
});
