import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { PluginPackage } from "../archive/types";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { scanPackage } from "./scan-package";
import type { CheckId, CheckOutcome, Finding } from "./types";

const KEY = "a key of this test";

/** A package as the archive reader would give it, without the ZIP. */
function packageOf(files: Record<string, string | Uint8Array>): PluginPackage {
  const list = Object.entries(files)
    .map(([path, content]) => ({ path: `demo/${path}`, bytes: typeof content === "string" ? Buffer.from(content) : content, mode: 0o644 }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const contentDigest = createHash("sha256")
    .update(JSON.stringify(list.map((file) => [file.path, file.bytes])))
    .digest("hex");
  return { topFolder: "demo", files: list, inflatedBytes: list.reduce((sum, file) => sum + file.bytes.byteLength, 0), contentDigest };
}

async function scan(files: Record<string, string | Uint8Array>, ...checkIds: CheckId[]): Promise<Finding[]> {
  const outcomes: CheckOutcome[] = [];
  await scanPackage({
    package: packageOf(files),
    checkIds,
    ruleset: DEFAULT_RULESET,
    fingerprintKey: KEY,
    onOutcome: (one) => void outcomes.push(one),
  });
  return outcomes.flatMap((outcome) => {
    if (outcome.state === "errored") throw new Error(outcome.detail);
    return outcome.findings;
  });
}

describe("scanPackage", () => {
  it("finds, places and judges", async () => {
    const findings = await scan(
      { "plugin.py": 'import os\n\n\ndef go(path):\n    os.system("open " + path)\n    os.system("ls")\n' },
      "bandit",
    );
    const calls = findings.filter((one) => one.ruleId === "bandit/B605");
    expect(calls.map((one) => [one.ruleId, one.line, one.severity, one.toolSeverity])).toEqual([
      ["bandit/B605", 5, "critical", "high"],
      ["bandit/B605", 6, "warning", "low"],
    ]);
    expect(calls[0]?.snippet).toEqual({
      startLine: 3,
      lines: ["", "def go(path):", '    os.system("open " + path)', '    os.system("ls")'],
      markStart: 2,
      markEnd: 2,
    });
  });

  it("masks secrets in every snippet, also those that no rule reports", async () => {
    const token = `${"ghp"}_${"a1B2".repeat(9)}`;
    const files = { "plugin.py": `import os\nTOKEN = "${token}"\nos.system("x" + TOKEN)\npassword = "hunter 2 hunter"\nb = eval(TOKEN)\n` };
    const findings = await scan(files, "bandit", "secrets");
    expect(findings.map((one) => one.ruleId).sort()).toEqual([
      "bandit/B105",
      "bandit/B105",
      "bandit/B307",
      "bandit/B605",
      "secrets/GitHubTokenDetector",
      "secrets/KeywordDetector",
    ]);
    const text = JSON.stringify(findings);
    expect(text).not.toContain(token.slice(0, 12));
    expect(text).not.toContain("hunter");
    expect(text).toContain('password = \\"••••••\\"');
  });

  it("keeps the fingerprint of code that moved", async () => {
    const [before] = await scan({ "plugin.py": "def f(x):\n    return eval(x)\n" }, "bandit");
    const [after] = await scan({ "plugin.py": "import sys\n\n\n# more\ndef f(x):\n    return eval( x )\n" }, "bandit");
    const [moved] = await scan({ "other.py": "def f(x):\n    return eval(x)\n" }, "bandit");
    expect(after?.fingerprint).toBe(before?.fingerprint);
    expect(after?.line).toBe(6);
    expect(moved?.fingerprint).not.toBe(before?.fingerprint);
    expect(moved?.movedFingerprint).toBe(before?.movedFingerprint);
  });

  it("reports a Python file that cannot be checked as critical", async () => {
    const findings = await scan(
      { "old.py": 'x = 1\nprint "a"\n', "latin.py": Buffer.from([0x78, 0x3d, 0x22, 0xe9, 0x22, 0x0a]) },
      "coverage",
      "flake8",
    );
    expect(findings.map((one) => [one.ruleId, one.path, one.line, one.severity])).toEqual([
      ["coverage/not-analysed", "demo/latin.py", 1, "critical"],
      ["coverage/not-analysed", "demo/old.py", 2, "critical"],
      ["flake8/E999", "demo/old.py", 2, "warning"],
    ]);
  });

  it("lists at most 500 findings of a rule and counts the rest", async () => {
    const outcomes: CheckOutcome[] = [];
    const code = `import os\n${"os.system(x)\n".repeat(620)}`;
    await scanPackage({
      package: packageOf({ "plugin.py": code }),
      checkIds: ["bandit"],
      ruleset: DEFAULT_RULESET,
      fingerprintKey: KEY,
      onOutcome: (one) => void outcomes.push(one),
    });
    expect(outcomes[0]).toMatchObject({ state: "finished", omitted: { "bandit/B605": 120 }, omittedCritical: 120 });
    expect(outcomes[0]?.state === "finished" && outcomes[0].findings[0]?.equalCount).toBe(620);
  });

  it("lists the critical places of a rule before its others, by place all the same", async () => {
    const outcomes: CheckOutcome[] = [];
    const warnings = `import subprocess\n\n${'subprocess.call("ls", shell=True)\n'.repeat(510)}`;
    const critical =
      "import subprocess\n\n\ndef run(a):\n    subprocess.Popen(a, shell=True)\n    subprocess.Popen(a, shell=True)  # nosec B602\n";
    await scanPackage({
      package: packageOf({ "a_list.py": warnings, "plugin.py": critical }),
      checkIds: ["bandit"],
      ruleset: DEFAULT_RULESET,
      fingerprintKey: KEY,
      onOutcome: (one) => void outcomes.push(one),
    });
    expect(outcomes[0]).toMatchObject({ state: "finished", omitted: { "bandit/B602": 12 }, omittedCritical: 0 });
    const all = outcomes[0]?.state === "finished" ? outcomes[0].findings : [];
    const listed = all.filter((one) => one.ruleId === "bandit/B602");
    expect(listed.filter((one) => one.severity === "critical").map((one) => [one.path, one.line, Boolean(one.suppression)])).toEqual([
      ["demo/plugin.py", 5, false],
      ["demo/plugin.py", 6, true],
    ]);
    expect(listed.map((one) => `${one.path} ${String(one.line).padStart(4)}`)).toEqual(
      listed.map((one) => `${one.path} ${String(one.line).padStart(4)}`).sort(),
    );
    // Of the others the first ones are kept.
    expect(listed.filter((one) => one.severity === "warning").at(-1)?.line).toBe(500);
  });
});
