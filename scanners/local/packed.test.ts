/** The package as authors get it: packed by npm, unpacked into an empty folder, nothing installed. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleCli } from "@/scripts/bundles";
import { awsSecret, awsSecretValue, BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { pluginFiles } from "@/tests/builders/plugin";
import { scanInProcess } from "../core/scan-in-process";
import { CHECK_IDS } from "../core/types";
import { reportSchema } from "../report/json-schema";
import { reportOf } from "../report/scan-report";
import { DEFAULT_RULESET } from "../ruleset/rulesets";

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "greenbadge-packed-"));
  const [made, empty] = [join(folder, "made"), join(folder, "empty")];
  mkdirSync(empty);
  await bundleCli(made);
  const [tarball] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--offline", made], { cwd: folder, encoding: "utf8", shell: process.platform === "win32" }),
  );
  execFileSync("tar", ["-xzf", join(folder, tarball.filename), "-C", empty]);
  program = join(empty, "package", "greenbadge.mjs");
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it where the author stands, without colours and without our environment. */
function greenbadge(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { NODE_ENV: "production" },
  });
  return { code: status, out: stdout, err: stderr };
}
function zip(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes);
  return name;
}
function unpacked(name: string, extra: string): string {
  const files = pluginFiles({ packageName: name, files: { "extra.py": extra, "test/__init__.py": "" } });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, "work", path)), { recursive: true });
    writeFileSync(join(folder, "work", path), content as string);
  }
  return `work/${name}`;
}

it("is small, whole, and needs nothing", () => {
  const home = dirname(program);
  expect(readdirSync(home).sort()).toEqual(["LICENSE", "README.md", "greenbadge.mjs", "package.json", "scan-process.mjs"]);
  const { dependencies, bin, name } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  expect({ dependencies, bin, name }).toEqual({ dependencies: undefined, bin: { greenbadge: "greenbadge.mjs" }, name: "greenbadge" });
  const bytes = readdirSync(home).reduce((sum, file) => sum + readFileSync(join(home, file)).length, 0);
  expect(bytes).toBeLessThan(2_500_000);
});

describe("it ends with", () => {
  it.each([
    [0, "a clean plugin", () => pluginZip(CLEAN), "Passed: nothing needs attention."],
    [0, "advice", () => pluginZip(BARE_EXCEPT), "Passed, with suggestions."],
    [1, "a critical finding", () => pluginZip(SHELL), "Blocked"],
    [
      1,
      "a broken package rule",
      () => pluginZip(CLEAN, { files: { LICENSE: null }, metadata: { tracker: null } }),
      "2 broken package rules",
    ],
    [1, "a file that is no ZIP", () => "no ZIP", "Refused"],
  ])("%i for %s", (code, _what, bytes, words) => {
    const ran = greenbadge("scan", zip("plugin.zip", bytes()));
    expect(ran.err).toBe("");
    expect(ran.out).toContain(words);
    expect(ran.code).toBe(code);
  });

  it.each([
    ["no such file", ["scan", "nothing.zip"], "There is no nothing.zip."],
    ["a folder without a plugin", ["scan", "empty"], "is no plugin's folder"],
    ["an unknown rule", ["--explain", "B62"], "Did you mean"],
    ["an unknown option", ["--explian"], "Did you mean --explain?"],
    ["a file that is no report", ["scan", "plugin.zip", "--baseline", "made/package.json"], "is no report of an earlier run"],
  ])("3 for %s", (_what, args, words) => {
    const ran = greenbadge(...args);
    expect(ran.err).toContain(words);
    expect(ran).toMatchObject({ code: 3, out: "" });
  });

  it("2 when a site cannot be asked or a report cannot be written", () => {
    zip("plugin.zip", pluginZip(CLEAN));
    expect(greenbadge("scan", "plugin.zip", "--server", "http://127.0.0.1:1")).toMatchObject({
      code: 2,
      err: expect.stringContaining("cannot be reached"),
    });
    expect(greenbadge("scan", "plugin.zip", "--output", "no/such/folder")).toMatchObject({
      code: 2,
      err: expect.stringContaining("cannot be written"),
    });
  });
});

it("gives the server's digest for the same ZIP, with one process or several", async () => {
  const bytes = pluginZip(SHELL, { files: { "leak.py": awsSecret(), "more.py": BARE_EXCEPT } });
  const onServer = await scanInProcess({ bytes, checkIds: CHECK_IDS, ruleset: DEFAULT_RULESET, fingerprintKey: "the plugin's" });
  const digest = reportOf(onServer.package, DEFAULT_RULESET, onServer.outcomes).digest;
  for (const threads of ["1", "3"]) {
    const { out } = greenbadge("scan", zip("plugin.zip", bytes), "--format", "json", "--threads", threads);
    expect(reportSchema.parse(JSON.parse(out)).scan?.digest).toBe(digest);
    expect(out).not.toContain(awsSecretValue());
  }
});

it("scans a folder as it would be zipped, names the author's own files, and compares with an earlier run", () => {
  const plugin = unpacked("my_plugin", SHELL);
  const before = greenbadge("scan", plugin, "--format", "json", "--output", "before.json");
  expect(before).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/^Blocked: 1 critical, .* Written to before\.json\.\n$/) });
  expect(greenbadge("scan", "work", "--format", "github").out).toContain("file=work/my_plugin/extra.py,line=5");
  unpacked("my_plugin", `# moved down\n${SHELL}${BARE_EXCEPT}`);
  const { out } = greenbadge("scan", plugin, "--baseline", "before.json");
  expect(out).toMatch(/Against the earlier report: [1-9]\d* new, [1-9]\d* carried over, 0 fixed/);
  expect(out).toMatch(/work\/my_plugin\/extra\.py:6$/m);
  expect(out).toMatch(/work\/my_plugin\/extra\.py:10 \(new\)/);
});

it("explains a rule by its code in any case, and lists all", () => {
  expect(greenbadge("--explain", "b602").out).toMatch(/^bandit\/B602 {2}[\s\S]*Why it matters[\s\S]*# nosec B602/);
  expect(greenbadge("--list-rules").out).toContain("secrets/AWSKeyDetector");
});

it("writes a patch of what a machine can mend, which git applies, and changes nothing by itself", () => {
  const code = "import yaml\n\n\ndef read(stream):\n    return yaml.load(stream, Loader=yaml.Loader)\n";
  const home = unpacked("mendable", code);
  const asked = greenbadge(home, "--fix-diff", "mend.patch", "--format", "json");
  expect(asked.code).toBe(1);
  expect(asked.err).toContain("A patch for 1 finding is written to mend.patch.");
  expect(readFileSync(join(folder, home, "extra.py"), "utf8")).toBe(code);
  execFileSync("git", ["apply", "../mend.patch"], { cwd: join(folder, "work") });
  expect(readFileSync(join(folder, home, "extra.py"), "utf8")).toContain("    return yaml.safe_load(stream)\n");
  const again = greenbadge(home, "--fix-diff", "none.patch", "--format", "json");
  expect(again.code).toBe(0);
  expect(again.err).toContain("No patch: nothing of what was found");
});
