import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test, vi } from "vitest";
import { getPackageChanges } from "@/db/queries/package-changes";
import { openStorage } from "@/lib/storage";
import { compareFilesInThread, compareInThread } from "@/scanners/archive/compare/compare-in-thread";
import { COMPARE_LIMITS } from "@/scanners/archive/compare/limits";
import type { Comparison, DiffLine } from "@/scanners/archive/compare/types";
import type { StoredFile } from "@/scanners/archive/read-stored";
import { pluginZip } from "../builders/plugin-zip";
import { type EntryContent, hostileZips } from "../builders/zip";

const folder = mkdtempSync(join(tmpdir(), "compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function store(bytes: Uint8Array): StoredFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const artifactPath = join(folder, sha256);
  writeFileSync(artifactPath, bytes);
  return { artifactPath, sha256 };
}

const entry = () => join(inject("testPrograms"), "compare-thread.mjs");
const plugin = (files: Record<string, EntryContent | null>) => store(pluginZip({ files }));
const at = (path: string) => `sample_plugin/${path}`;

async function compare(before: StoredFile | null, after: StoredFile): Promise<Comparison> {
  const answer = await compareInThread({ entry: entry(), before, after });
  if (!answer.ok) throw new Error(answer.problem);
  return answer.value;
}

/** As a person reads it: the sign, then the text. */
const signed = (hunks: DiffLine[][]) => hunks.flat().map((line) => `${{ added: "+", removed: "-", context: " " }[line.kind]}${line.text}`);

test("files that came, went, changed, moved or got other permissions, each as what it is", async () => {
  const text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n";
  const before = plugin({
    "a.py": text,
    "gone.py": "print('old')\n",
    "old_name.py": "VALUE = 1\n",
    "tool.py": { content: "x = 1\n", mode: 0o644 },
    "empty_1.py": "",
  });
  const after = plugin({
    "a.py": text.replace("five", "FIVE"),
    "new.py": "print('new')\n",
    "sub/new_name.py": "VALUE = 1\n",
    "tool.py": { content: "x = 1\n", mode: 0o755 },
    "empty_2.py": "",
  });
  const { changes, unchanged, diffs } = await compare(before, after);
  expect(changes.map(({ path, kind, oldPath, added, removed }) => [path, kind, oldPath, added, removed])).toEqual([
    [at("a.py"), "changed", null, 1, 1],
    [at("empty_1.py"), "removed", null, 0, 0],
    [at("empty_2.py"), "added", null, 0, 0],
    [at("gone.py"), "removed", null, 0, 1],
    [at("new.py"), "added", null, 1, 0],
    [at("sub/new_name.py"), "renamed", at("old_name.py"), null, null],
    [at("tool.py"), "mode", null, null, null],
  ]);
  expect(unchanged).toBe(4);
  const [a] = diffs;
  expect(signed(a?.hunks ?? [])).toEqual([" two", " three", " four", "-five", "+FIVE", " six", " seven", " eight"]);
  expect(a?.hunks[0]?.[3]).toMatchObject({ old: 5, new: null });
  expect(a?.hunks[0]?.[4]).toMatchObject({ old: null, new: 5 });
});

test("line ends that changed as a whole are said once, and hide no other change", async () => {
  const lines = ["a = 1", "b = 2", "c = 3"];
  const { changes, diffs } = await compare(
    plugin({ "a.py": `${lines.join("\n")}\n` }),
    plugin({ "a.py": `${lines.join("\r\n").replace("b = 2", "b = 3")}\r\n` }),
  );
  expect(changes).toMatchObject([{ kind: "changed", added: 1, removed: 1 }]);
  expect(diffs[0]?.lineEnds).toEqual({ old: "LF", new: "CRLF" });
  expect(signed(diffs[0]?.hunks ?? [])).toEqual([" a = 1", "-b = 2", "+b = 3", " c = 3"]);
});

test("what is no text, too large, minified or generated is folded with the reason; text can be asked for", async () => {
  const before = plugin({});
  const after = plugin({
    "icon.png": Uint8Array.from([137, 80, 78, 71, 0, 1, 2]),
    "data.csv": "1,2,3\n".repeat(400_000),
    "lib.js": `var a=${"1+".repeat(4_000)}1; evil()\n`,
    "resources.py": "# -*- coding: utf-8 -*-\n# Resource object code\nqt_resource_data = b''\n",
    "old.py": Buffer.from("# r\xe9sum\xe9\n", "latin1"),
  });
  const { changes, diffs } = await compare(before, after);
  expect(Object.fromEntries(changes.map((change) => [change.path.split("/")[1], change.fold]))).toEqual({
    "data.csv": "too-large",
    "icon.png": "binary",
    "lib.js": "minified",
    "old.py": null,
    "resources.py": "generated",
  });
  expect(diffs.map((diff) => diff.path)).toEqual([at("old.py")]);
  expect(diffs[0]).toMatchObject({ isLatin1: true, hunks: [[{ text: "# résumé" }]] });
  const asked = await compareFilesInThread({ entry: entry(), before, after }, [at("lib.js"), at("icon.png"), at("data.csv"), "none"]);
  if (!asked.ok) throw new Error(asked.problem);
  expect(asked.value.map((diff) => diff.path)).toEqual([at("lib.js")]);
  const [line] = asked.value[0]?.hunks.flat() ?? [];
  expect(line?.text).toHaveLength(COMPARE_LIMITS.lineCharacters);
  expect(line?.cut).toBe(8_015 - COMPARE_LIMITS.lineCharacters);
});

test("a first version is a list of its files; their lines come when they are asked for", async () => {
  const after = plugin({ "a.py": "a = 1\n" });
  const { changes, diffs, files } = await compare(null, after);
  expect(changes.every((change) => change.kind === "added")).toBe(true);
  expect(changes.map((change) => change.path)).toEqual(files.map((file) => file.path).sort());
  expect(diffs).toEqual([]);
  const asked = await compareFilesInThread({ entry: entry(), before: null, after }, [at("a.py")]);
  expect(asked).toMatchObject({ ok: true, value: [{ hunks: [[{ kind: "added", new: 1, text: "a = 1" }]] }] });
});

test("files that are different from end to end, and thousands of changes, stay within the limits", async () => {
  const rows = (seed: number) => Array.from({ length: 40_000 }, (_, index) => `v${(index * seed) % 99_991} = ${index}`).join("\n");
  const many = (value: number) => Object.fromEntries(Array.from({ length: 800 }, (_, index) => [`m${index}.py`, `x = ${value}\n`]));
  const before = plugin({ "a.py": rows(7), ...many(1) });
  const after = plugin({ "a.py": rows(13), ...many(2) });
  const { changes, diffs } = await compare(before, after);
  expect(changes).toHaveLength(801);
  expect(diffs.flatMap((diff) => diff.hunks.flat()).length).toBeLessThanOrEqual(COMPARE_LIMITS.openLines);
  const asked = await compareFilesInThread({ entry: entry(), before, after }, [at("a.py")]);
  if (!asked.ok) throw new Error(asked.problem);
  expect(asked.value[0]).toMatchObject({ isWhole: true, linesNotShown: 80_000 - COMPARE_LIMITS.fileLines });
});

test.each(["lyingSizes", "overlapping", "bomb", "symlink", "nameMismatch"] as const)(
  "a hostile ZIP (%s) is refused with words",
  async (name) => {
    const answer = await compareInThread({ entry: entry(), before: plugin({}), after: store(hostileZips[name]()) });
    expect(answer).toEqual({ ok: false, problem: expect.stringMatching(/\w+ .*\.$/) });
  },
);

test("a stored file that is not what its name says is not compared", async () => {
  const after = plugin({});
  await expect(compareInThread({ entry: entry(), before: null, after: { ...after, sha256: "0".repeat(64) } })).rejects.toThrow(
    "another hash",
  );
});

test("a stored file that is gone is said in words, and told to those who run the site in one line", async () => {
  const { sha256 } = plugin({});
  const storage = openStorage(folder);
  const lines = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const answer = await getPackageChanges({ storage, compareEntry: entry(), before: null, after: sha256 });
  const written = [lines.mock.calls.join(""), errors.mock.calls.join("")];
  vi.restoreAllMocks();
  expect(answer).toEqual({ ok: false, problem: expect.stringContaining("stored file is missing or damaged") });
  expect(written).toEqual([expect.stringMatching(/^{"event":"artifact.damaged",.*}\n$/), ""]);
  expect(JSON.parse(written[0] ?? "")).toMatchObject({ level: "error", after: sha256, error: expect.not.stringMatching(/\n/) });
});
