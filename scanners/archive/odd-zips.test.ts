import { describe, expect, it } from "vitest";
import { ODD_ZIPS } from "@/tests/builders/odd-zips";
import { ArchiveError } from "./archive-error";
import { listPackage } from "./list-package";
import { readFiles } from "./read-zip";

async function problemsOf(open: Promise<unknown>) {
  try {
    await open;
    return [];
  } catch (cause) {
    if (!(cause instanceof ArchiveError)) throw cause;
    return cause.problems;
  }
}

describe("archives about which programs could disagree", () => {
  it.each(Object.entries(ODD_ZIPS).filter(([, odd]) => odd.refusedAs !== null))("refuses %s", async (_, odd) => {
    const problems = await problemsOf(readFiles(odd.make()));
    expect(problems.map((problem) => problem.code)).toContain(odd.refusedAs);
    for (const problem of problems) expect(problem.message + problem.advice).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
    // What is wrong with an entry names it.
    const concernsAnEntry = problems.filter((problem) => /entry|`/.test(problem.message) && problem.code !== "package-too-large");
    for (const problem of concernsAnEntry) expect(problem.entry).toBeDefined();
    // Both ways into an archive refuse alike.
    expect(await problemsOf(listPackage(odd.make()))).toEqual(problems);
  });

  it.each(Object.entries(ODD_ZIPS).filter(([, odd]) => odd.refusedAs === null))("accepts %s", async (_, odd) => {
    const files = await readFiles(odd.make());
    const first = files.find((file) => file.path === "plugin/a.txt");
    expect(first && Buffer.from(first.bytes).toString()).toBe("the first file");
  });
});
