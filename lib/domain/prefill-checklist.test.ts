import { expect, test } from "vitest";
import { bundledLibraries } from "./bundled-libraries";
import { type ChecklistFacts, prefillChecklist } from "./prefill-checklist";

const FACTS: ChecklistFacts = {
  metadata: {
    ...{ name: "Sample", description: "d", about: "a", changelog: "1.1 new", icon: "icon.svg" },
    ...{ qgisMinimumVersion: "3.22", qgisMaximumVersion: "3.99" },
  },
  previousChangelog: "1.0 first",
  links: [],
  paths: ["sample/LICENSE", "sample/icon.svg", "sample/__init__.py"],
  topFolder: "sample",
  copies: [],
  binaries: [],
  warnings: [],
  similarNames: [],
  language: "eng",
};
const stateOf = (id: keyof ReturnType<typeof prefillChecklist>, facts: Partial<ChecklistFacts>) =>
  prefillChecklist({ ...FACTS, ...facts })[id].state;

test("a good package needs no look, and what cannot be told is not called good", () => {
  const states = Object.values(prefillChecklist(FACTS)).map((item) => item.state);
  expect(states.filter((state) => state === "look")).toHaveLength(1);
  expect(stateOf("repository", {})).toBe("look");
  expect(stateOf("binaries", { binaries: null })).toBe("unsure");
  expect(stateOf("english", { language: null })).toBe("unsure");
  expect(stateOf("licence", { paths: null })).toBe("unsure");
});

test("what speaks against it is named", () => {
  expect(stateOf("changelog", { previousChangelog: "1.1 new " })).toBe("look");
  expect(stateOf("licence", { paths: ["sample/docs/LICENSE"] })).toBe("look");
  expect(stateOf("names", { similarNames: ["Simple"] })).toBe("look");
  expect(prefillChecklist({ ...FACTS, binaries: ["a.dll", "b.so", "c.pyd", "d.exe"] }).binaries.evidence).toBe(
    "Compiled: a.dll, b.so, c.pyd and 1 more.",
  );
  const range = (qgisMinimumVersion: string, qgisMaximumVersion: string) =>
    stateOf("qgis-versions", { metadata: { ...FACTS.metadata, qgisMinimumVersion, qgisMaximumVersion } });
  expect([range("3.0", "3.99"), range("2.0", "2.99"), range("3.80", "3.99"), range("3.16", "4.99"), range("4.0", "4.99")]).toEqual([
    ...["ok", "look", "look", "look", "ok"],
  ]);
});

test("what no check has looked at is not called good, and what the names of folders tell is said all the same", () => {
  expect(stateOf("bundled", {})).toBe("ok");
  expect(stateOf("bundled", { copies: null })).toBe("unsure");
  const withLibrary = { copies: null, paths: ["sample/ext_libs/a/__init__.py"] };
  expect(prefillChecklist({ ...FACTS, ...withLibrary }).bundled).toEqual({
    state: "look",
    evidence: "No licence found in sample/ext_libs/a.",
  });
});

test("bundled libraries with and without their licence", () => {
  const paths = ["a/__init__.py", "six/__init__.py", "six-1.16.0.dist-info/METADATA", "b/sub/x.py", "b/LICENSE.txt", "single.py"];
  expect(bundledLibraries(["p/lib.py", ...paths.map((path) => `p/ext_libs/${path}`)], "p")).toEqual([
    { folder: "p/ext_libs/a", hasLicence: false },
    { folder: "p/ext_libs/six", hasLicence: true },
    { folder: "p/ext_libs/b", hasLicence: true },
  ]);
});

test("what plugins of others have too is a library, in whatever folder", () => {
  const paths = ["sample/core/antlr/a.py", "sample/core/antlr/LICENSE", "sample/core/dxf/b.py", "sample/odict.py"];
  const evidenceOf = (copies: string[]) => prefillChecklist({ ...FACTS, paths, copies }).bundled;
  expect(evidenceOf(["sample/core/antlr/"])).toMatchObject({ state: "ok" });
  expect(evidenceOf(["sample/core/antlr/", "sample/core/dxf/"])).toEqual({
    state: "look",
    evidence: "No licence found in sample/core/dxf.",
  });
  expect(evidenceOf(["sample/odict.py"])).toMatchObject({ state: "look", evidence: expect.stringContaining("sample/odict.py") });
});
