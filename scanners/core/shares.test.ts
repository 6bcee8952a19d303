import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { PYTHON_2, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { zipFolder } from "@/tests/builders/zip";
import type { PackageFile, PluginPackage } from "../archive/types";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { batchesOf } from "./batches";
import { resultDigest } from "./digest";
import { mergeOutcomes } from "./merge-outcomes";
import { scanPackage } from "./scan-package";
import { filesOfShare } from "./shares";
import { CHECK_IDS, type CheckId, type CheckOutcome } from "./types";

/** Every kind of finding, more of one rule than are listed, and equal ones in several places. */
function bigPackage(): PluginPackage {
  const system = (count: number) => `import os\n${"os.system(x)\n".repeat(count)}`;
  const files: PackageFile[] = [];
  const add = (path: string, content: string | Uint8Array, mode = 0o644) =>
    files.push({ path: `demo/${path}`, bytes: Buffer.from(content), mode });
  for (let index = 0; index < 60; index++) add(`module_${index % 7}/part_${index}.py`, system(index % 20) + SHELL.repeat(index % 3));
  // Warnings of one rule before, between and after its critical places, some of which are hidden; more than are listed.
  const shells = (count: number) => `import subprocess\n${'subprocess.call("ls", shell=True)\n'.repeat(count)}`;
  for (const index of [0, 3, 9]) add(`module_${index}/a_list.py`, `${shells(210)}${SHELL_INTENDED}`);
  add("old.py", PYTHON_2);
  add("kept.py", SHELL_INTENDED);
  add("test/test_it.py", "assert 1 == eval(x)\n");
  add("libs/lib-1.0.dist-info/METADATA", "Name: lib\n");
  add("secrets.ini", `[main]\npassword = ${"hunter"}${"2hunter"}\n`);
  add(".flake8", "[flake8]\nignore = F821\nplugins = x\n");
  for (let index = 0; index < 4; index++) add(`data/${index}.zip`, zipFolder({ [index % 2 ? "a.py" : "a.csv"]: "1" }));
  add("tool", deflateRawSync(Buffer.from("x")), 0o4777);
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { topFolder: "demo", files, inflatedBytes: 0, contentDigest: "" };
}

async function scanned(
  pluginPackage: PluginPackage,
  of: number,
  order: readonly number[],
  maxBatchPythonBytes = 1e6,
  maxFindingsPerRule = 500,
): Promise<CheckOutcome[]> {
  const byCheck = new Map<CheckId, CheckOutcome[]>();
  for (const index of order) {
    const onOutcome = (outcome: CheckOutcome) => {
      const known = byCheck.get(outcome.checkId) ?? [];
      known[index] = outcome;
      byCheck.set(outcome.checkId, known);
    };
    const scan = {
      package: pluginPackage,
      checkIds: CHECK_IDS,
      ruleset: DEFAULT_RULESET,
      fingerprintKey: "key",
      maxFindingsPerRule,
      onOutcome,
    };
    await scanPackage({ ...scan, share: { index, of }, maxBatchPythonBytes });
  }
  return CHECK_IDS.map((checkId) => ({
    ...mergeOutcomes(
      (byCheck.get(checkId) ?? []).flatMap((one) => one ?? []),
      maxFindingsPerRule,
    ),
    durationMs: 0,
  }));
}

const findingsOf = (outcomes: readonly CheckOutcome[]) => outcomes.flatMap((one) => (one.state === "finished" ? one.findings : []));
const digestOf = (outcomes: readonly CheckOutcome[]) =>
  resultDigest({ engineVersion: "", rulesetDigest: "", contentDigest: "", findings: findingsOf(outcomes) });

describe("shares of a package", () => {
  it("give the same result whatever their number and order", async () => {
    const pluginPackage = bigPackage();
    const whole = await scanned(pluginPackage, 1, [0]);
    expect(whole.every((one) => one.state === "finished")).toBe(true);
    const bandit = whole.find((one) => one.checkId === "bandit");
    expect(bandit?.state === "finished" && bandit.omittedCritical).toBeGreaterThan(0);
    expect(bandit?.state === "finished" && Object.keys(bandit.omitted)).toContain("bandit/B602");
    for (const [of, order] of [
      [2, [0, 1]],
      [2, [1, 0]],
      [4, [3, 1, 0, 2]],
      [64, Array.from({ length: 64 }, (_, index) => (index * 37) % 64)],
    ] as const) {
      const shared = await scanned(pluginPackage, of, order);
      expect(digestOf(shared)).toBe(digestOf(whole));
      expect(shared).toEqual(whole);
    }
  });

  it("list the critical places of a rule before its others", async () => {
    const [capped, all] = await Promise.all([scanned(bigPackage(), 4, [2, 0, 3, 1]), scanned(bigPackage(), 1, [0], 1e6, 1e6)]);
    const listed = new Set(findingsOf(capped).map((one) => JSON.stringify(one)));
    const left = findingsOf(all).filter((one) => !listed.has(JSON.stringify(one)));
    const openCritical = left.filter((one) => one.severity === "critical" && !one.suppression?.ruleSpecific).length;
    const counted = capped.reduce((sum, one) => sum + (one.state === "finished" ? one.omittedCritical : 0), 0);
    expect([listed.size + left.length, counted]).toEqual([findingsOf(all).length, openCritical]);
    for (const [ruleId, omitted] of Map.groupBy(left, (one) => one.ruleId)) {
      const kept = findingsOf(capped).filter((one) => one.ruleId === ruleId);
      expect(kept).toHaveLength(500);
      if (omitted.some((one) => one.severity === "critical")) expect(kept.every((one) => one.severity === "critical")).toBe(true);
    }
    expect(left.some((one) => one.severity === "critical") && left.some((one) => one.severity === "warning")).toBe(true);
  });

  it("give the same result in batches", async () => {
    const pluginPackage = bigPackage();
    const inBatches = await scanned(pluginPackage, 2, [0, 1], 500);
    expect(inBatches).toEqual(await scanned(pluginPackage, 1, [0]));
    expect(batchesOf(pluginPackage.files, 500).length).toBeGreaterThan(10);
    expect(batchesOf(pluginPackage.files, 500).flat()).toEqual(pluginPackage.files);
  });

  it("hold every file once, and the heavy ones apart", () => {
    const { files } = bigPackage();
    const shares = [0, 1, 2].map((index) => filesOfShare(files, { index, of: 3 }));
    expect(shares.flat().sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(files);
    const sizes = shares.map((share) =>
      share.filter((file) => file.path.endsWith(".py")).reduce((sum, file) => sum + file.bytes.length, 0),
    );
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.3);
  });

  it("are errored as a whole when one of them is", () => {
    const finished: CheckOutcome = { checkId: "bandit", state: "finished", findings: [], omitted: {}, omittedCritical: 0, durationMs: 5 };
    const errored: CheckOutcome = { checkId: "bandit", state: "errored", code: "timeout", detail: "late", durationMs: 3 };
    expect(mergeOutcomes([finished, errored])).toEqual({ ...errored, durationMs: 5 });
  });
});
