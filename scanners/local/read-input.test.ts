import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openPackage } from "../archive/read-zip";
import { readInput } from "./read-input";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-input-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "[general]\n");
  }
}
async function filesOf(path: string): Promise<string[]> {
  const { bytes } = await readInput(path);
  if (bytes instanceof Error) throw bytes;
  return (await openPackage(bytes)).files.map((file) => file.path);
}

it("zips a plugin's folder, or the only one in a folder, without what no package may hold", async () => {
  write(
    "repo/plug/metadata.txt",
    "repo/plug/a.py",
    "repo/plug/sub/.git/x",
    "repo/plug/__pycache__/a.pyc",
    "repo/plug/b.pyc",
    "repo/docs/x.md",
  );
  symlinkSync(join(folder, "repo/docs/x.md"), join(folder, "repo/plug/link.md"));
  for (const path of ["repo/plug", "repo"]) expect(await filesOf(join(folder, path))).toEqual(["plug/a.py", "plug/metadata.txt"]);
  const [first, second] = [await readInput(join(folder, "repo")), await readInput(join(folder, "repo/plug"))];
  expect(first.bytes).toEqual(second.bytes);
});

it.each([
  ["a folder with several plugins", ["b/metadata.txt", "a/metadata.txt"], "", "holds several plugins: a, b"],
  ["a folder with none", ["a/plugin.py"], "", "it holds no metadata.txt"],
  ["nothing", [], "gone.zip", "There is no "],
])("refuses %s", async (_what, paths, path, words) => {
  write(...paths);
  await expect(readInput(join(folder, path))).rejects.toThrow(words);
});
