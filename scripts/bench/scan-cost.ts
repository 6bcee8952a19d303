import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { scanProcessEntry } from "@/lib/program-entries";
import { openPackage } from "@/scanners/archive/read-zip";
import type { PluginPackage } from "@/scanners/archive/types";
import { scanArtifact } from "@/scanners/core/scan-artifact";
import { scanPackage } from "@/scanners/core/scan-package";
import { CHECK_IDS, type CheckId, type CheckOutcome } from "@/scanners/core/types";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { chargeChecks, childSeconds, countsChildren, cpuSeconds } from "./cpu-time";
import { findTools, runTools } from "./reference-tools";

export interface Sample {
  name: string;
  bytes: Uint8Array;
}

export interface ScanCost {
  name: string;
  pythonMb: number;
  /** CPU seconds of all checks: in this process with warm code; in a process of their own, as the worker does it. */
  warm: number;
  own: number;
  /** Of `warm`, each check's part; the first of the Python checks pays for the shared syntax tree. */
  parts: Partial<Record<CheckId, number>>;
  findings: number;
  /** CPU seconds of the reference tools that are installed. */
  tools: Record<string, number>;
}

/** Python that is looked at before the clock runs, so that the code is warm. */
const WARM_UP_MB = 3;
const KEY = "bench";

/** What all checks cost on one package, one after another. */
export async function measureScan(sample: Sample): Promise<ScanCost> {
  const opened = await openPackage(Buffer.from(sample.bytes));
  const pythonBytes = opened.files.filter((file) => file.path.endsWith(".py")).reduce((sum, file) => sum + file.bytes.length, 0);
  for (let done = 0; done < WARM_UP_MB * 1e6; done += Math.max(pythonBytes, 1e5)) await scanInProcess(opened);
  const { seconds, parts, findings } = await scanInProcess(opened);
  return {
    name: sample.name,
    pythonMb: pythonBytes / 1e6,
    warm: seconds,
    own: await scanInOwnProcess(sample),
    parts,
    findings,
    tools: toolSeconds(opened),
  };
}

async function scanInProcess(opened: PluginPackage) {
  let findings = 0;
  const start = cpuSeconds();
  const charged = chargeChecks();
  await scanPackage({
    package: opened,
    checkIds: CHECK_IDS,
    ruleset: DEFAULT_RULESET,
    fingerprintKey: KEY,
    onStart: charged.onStart,
    onOutcome(outcome) {
      findings += finished(outcome).findings.length;
    },
  });
  return { seconds: cpuSeconds() - start, parts: charged.end(), findings };
}

function finished(outcome: CheckOutcome): Extract<CheckOutcome, { state: "finished" }> {
  if (outcome.state === "finished") return outcome;
  throw new Error(`${outcome.checkId}: ${outcome.code} ${outcome.detail}`);
}

async function scanInOwnProcess({ bytes }: Sample): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "greenbadge-bench-"));
  const artifactPath = join(folder, "package.zip");
  writeFileSync(artifactPath, bytes);
  const start = cpuSeconds();
  await scanArtifact({
    entry: scanProcessEntry(),
    artifactPath,
    expectedSha256: createHash("sha256").update(bytes).digest("hex"),
    checkIds: CHECK_IDS,
    ruleset: DEFAULT_RULESET,
    fingerprintKey: KEY,
    async onOutcome(outcome) {
      finished(outcome);
    },
  });
  rmSync(folder, { recursive: true, force: true });
  // The ended process's time is ours once the system has handed it over, which happens in one step.
  const before = childSeconds();
  const deadline = Date.now() + 5_000;
  while (countsChildren && childSeconds() === before && Date.now() < deadline) await sleep(10);
  return cpuSeconds() - start;
}

export const installedTools = (): string[] => findTools(undefined).map((tool) => tool.name);

function toolSeconds(opened: PluginPackage): Record<string, number> {
  const tools = findTools(undefined);
  if (tools.length === 0) return {};
  return Object.fromEntries([...runTools(tools, opened)].map(([name, cost]) => [name, cost.cpuSeconds]));
}
