import { expect, it } from "vitest";
import { pathClassOf } from "../core/path-class";
import type { Severity } from "../core/types";
import { leaveOutLines, pathHintOf, pathHintWords } from "./path-hint";

const finding = (path: string, severity: Severity = "warning", ruleId = "bandit/B105") => ({
  ruleId,
  severity,
  path: `p/${path}`,
  pathClass: pathClassOf(`p/${path}`),
});

it.each([
  ["nothing in tests", [finding("a.py")], null],
  ["nothing at all", [], null],
  ["remarks only", [finding("test/a.py", "info")], null],
  [
    "some",
    [finding("a.py"), finding("test/a.py"), finding("test/b/tests/c.py")],
    "2 of 3 findings to fix or consider go away if you leave test/ out of the package.",
  ],
  [
    "all, in two folders",
    [finding("test/a.py"), finding("sub/Tests/a.py")],
    "Both findings to fix or consider go away if you leave sub/Tests/ and test/ out of the package.",
  ],
  ["the only one, a file", [finding("test_a.py")], "The finding to fix or consider goes away if you leave test_a.py out of the package."],
  [
    "what blocks",
    [finding("a.py"), finding("test/a.py", "critical")],
    "1 of 2 findings to fix or consider goes away if you leave test/ out of the package. Then nothing critical remains.",
  ],
  [
    "a part of what blocks",
    [finding("a.py", "critical"), finding("test/a.py", "critical")],
    "1 of 2 findings to fix or consider goes away if you leave test/ out of the package.",
  ],
  [
    "a library inside the tests goes too",
    [finding("test/a.py"), finding("test/vendor/b.py"), finding("c.py")],
    "2 of 3 findings to fix or consider go away if you leave test/ out of the package.",
  ],
  [
    "many files",
    ["a", "b", "c", "d", "e"].map((name) => finding(`test_${name}.py`)),
    "All 5 findings to fix or consider go away if you leave test_a.py, test_b.py, test_c.py and 2 more like them out of the package.",
  ],
])("%s", (_what, open, words) => {
  const hint = pathHintOf(open);
  expect(hint && pathHintWords(hint)).toBe(words);
});

it("says nothing when places are not known, unless only remarks are missing", () => {
  const open = [finding("test/a.py"), finding("b.py", "info", "bandit/B101")];
  expect(pathHintOf(open, { "bandit/B105": 3 })).toBeNull();
  expect(pathHintOf(open, { "bandit/B101": 3 })).toMatchObject({ goAway: 1, of: 1 });
});

it("names what git is to leave out, from the plugin's folder", () => {
  expect(leaveOutLines({ leaveOut: ["sub/Tests/", "test/", "test_a.py", "my tests/", "test[1].py"] })).toEqual([
    "/sub/Tests export-ignore",
    "/test export-ignore",
    "/test_a.py export-ignore",
    '"/my tests" export-ignore',
    "/test\\[1].py export-ignore",
  ]);
});
