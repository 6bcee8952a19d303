import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEAVY_ZIPS } from "@/tests/builders/heavy-zips";
import { cpuMs } from "@/tests/helpers/cpu-time";
import { validatePackage } from "./validate-package";

/** A second is what people wait for at most, and what an idle machine needs; a busy one shares its caches. */
const MOST_CPU_MS = 2_500;
/** What the promise of 200 MB leaves to the collector's moods. */
const MOST_MB = 250;

describe("refusals of archives that cost a careless reader much", () => {
  it.each(Object.entries(HEAVY_ZIPS))("%s: soon", async (_, heavy) => {
    const bytes = heavy.make();
    const start = cpuMs();
    const result = await validatePackage(bytes, { isNewPlugin: true });
    expect(cpuMs() - start).toBeLessThan(MOST_CPU_MS);
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toContain(heavy.refusedAs);
  });
});

describe("memory of the thread that opens them", () => {
  let folder = "";
  const at = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "archive-cost-"));
    writeFileSync(at("open.ts"), PROGRAM);
    const options = { bundle: true, platform: "node", format: "esm", logLevel: "silent", outExtension: { ".js": ".mjs" } } as const;
    const entryPoints = [at("open.ts"), path.join(import.meta.dirname, "validate-thread.ts")];
    await build({ ...options, entryPoints, outdir: folder, entryNames: "[name]" });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["250 MB in 25 files", "250 MB in 10,000 files", "200 MB in two files", "metadata.txt of 90 MB"])("%s", (name) => {
    writeFileSync(at("heavy.zip"), HEAVY_ZIPS[name]?.make() ?? "");
    const megabytes = Number(execFileSync(process.execPath, [at("open.mjs"), at("heavy.zip")], { encoding: "utf8" }));
    expect(megabytes).toBeGreaterThan(0);
    expect(megabytes).toBeLessThan(MOST_MB);
  });
});

/** Prints by how many megabytes the process grew at most. Looks 200 times a second while the thread works. */
const PROGRAM = `
import { fileURLToPath } from "node:url";
import { validateInThread } from ${JSON.stringify(path.join(import.meta.dirname, "validate-in-thread.ts"))};
const before = process.memoryUsage.rss();
let most = before;
setInterval(() => { most = Math.max(most, process.memoryUsage.rss()); }, 5).unref();
const entry = fileURLToPath(new URL("validate-thread.mjs", import.meta.url));
const result = await validateInThread({ entry, artifactPath: process.argv[2] });
if (result.ok) throw new Error("accepted");
console.log((most - before) / 1e6);
process.exit();
`;
