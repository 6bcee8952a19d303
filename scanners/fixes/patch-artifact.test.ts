import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { patchArtifact } from "./patch-artifact";

const dir = mkdtempSync(join(tmpdir(), "patch-"));
afterAll(() => rmSync(dir, { recursive: true }));

/** A program in the place of the real one that answers with this. */
function patchBy(answer: string) {
  const entry = join(dir, "program.mjs");
  const patched = `const patched = (over) => ({ type: "patched", patched: { zip: Buffer.from("z"), diff: Buffer.from("d"), fixes: [{ id: "file-modes", findings: 1 }], contentDigest: "${"a".repeat(64)}", fileCount: 3, ...over } });`;
  const program = `${patched}\nprocess.once("message", () => process.send(${answer}));\nprocess.once("disconnect", () => process.exit());\n`;
  writeFileSync(entry, program);
  const artifactPath = join(dir, "artifact.zip");
  writeFileSync(artifactPath, "zip");
  const task = { expectedSha256: "a".repeat(64), targets: [], qgisMinimum: 30_000 };
  return patchArtifact({ entry, artifactPath, task, limits: {}, signal: new AbortController().signal });
}

describe("the process that makes a patch", () => {
  it.each([
    ["nothing at all", "null"],
    ["no word of ours", `"patched"`],
    ["another type", `{ type: "published" }`],
    ["a patch without a file", `patched({ zip: undefined })`],
    ["a file that is text", `patched({ zip: "PK" })`],
    ["a fix that does not exist", `patched({ fixes: [{ id: "everything", findings: 1 }] })`],
    ["a number below none", `patched({ fileCount: -1 })`],
    ["a digest that is none", `patched({ contentDigest: "x" })`],
    ["a failure without a cause", `{ type: "failed" }`],
  ])("is refused when it says %s", async (_what, answer) => {
    await expect(patchBy(answer)).rejects.toThrow("the process said what no patch says");
  });

  it("hands over what fits, and nothing beside it", async () => {
    const patched = await patchBy(`patched({ verdict: "passed" })`);
    expect(Object.keys(patched ?? {}).sort()).toEqual(["contentDigest", "diff", "fileCount", "fixes", "zip"]);
    expect(Buffer.from(patched?.zip ?? []).toString()).toBe("z");
    await expect(patchBy(`{ type: "nothing" }`)).resolves.toBeNull();
    await expect(patchBy(`{ type: "failed", detail: "the stored file has another hash" }`)).rejects.toThrow("another hash");
  });
});
