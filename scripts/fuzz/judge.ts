import type { PluginPackage } from "@/scanners/archive/types";
import { scanPackage } from "@/scanners/core/scan-package";
import { CHECK_IDS, type CheckOutcome } from "@/scanners/core/types";
import { isPythonFile } from "@/scanners/python/python-files";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";

export interface Subject {
  /** Inside the plugin's folder. */
  path: string;
  bytes: Uint8Array;
}

/** How a file ended. `failed` must not be: a check that broke, or a Python file that is neither analysed nor reported. */
export interface Judgement {
  state: "analysed" | "not-analysed" | "failed";
  why: string;
}

/** Scans one file with all checks and says whether it ended as every file must. */
export async function judge(subject: Subject, checkTwice = false): Promise<Judgement> {
  const file = { path: `demo/${subject.path}`, bytes: subject.bytes, mode: 0o644 };
  const files = [file, { path: "demo/metadata.txt", bytes: Buffer.from("[general]\nname=demo\n"), mode: 0o644 }];
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const pluginPackage: PluginPackage = { topFolder: "demo", files, inflatedBytes: subject.bytes.byteLength, contentDigest: "" };
  const outcomes = await scanned(pluginPackage);
  const failed = outcomes.find((one) => one.state === "errored");
  if (failed?.state === "errored") return { state: "failed", why: `${failed.checkId}: ${failed.detail}` };
  if (checkTwice && withoutTime(outcomes) !== withoutTime(await scanned(pluginPackage)))
    return { state: "failed", why: "a second scan differs" };
  if (!isPythonFile(file)) return { state: "analysed", why: "" };
  const coverage = outcomes.find((one) => one.checkId === "coverage");
  if (coverage?.state !== "finished" || !coverage.coverage) return { state: "failed", why: "no coverage" };
  const { filesAnalysed, filesNotAnalysed } = coverage.coverage;
  const reported = coverage.findings.filter((one) => one.ruleId === "coverage/not-analysed" && one.severity === "critical");
  if (filesAnalysed + filesNotAnalysed !== 1 || reported.length !== filesNotAnalysed) return { state: "failed", why: "silence" };
  return filesAnalysed === 1 ? { state: "analysed", why: "" } : { state: "not-analysed", why: reported[0]?.data?.reason ?? "" };
}

async function scanned(pluginPackage: PluginPackage): Promise<CheckOutcome[]> {
  const outcomes: CheckOutcome[] = [];
  const onOutcome = (outcome: CheckOutcome) => void outcomes.push(outcome);
  await scanPackage({ package: pluginPackage, checkIds: CHECK_IDS, ruleset: DEFAULT_RULESET, fingerprintKey: "fuzz", onOutcome });
  return outcomes;
}

const withoutTime = (outcomes: readonly CheckOutcome[]) => JSON.stringify(outcomes.map((one) => ({ ...one, durationMs: 0 })));
