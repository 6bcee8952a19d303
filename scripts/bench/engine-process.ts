/** Scans packages one after another in a warm process with the limits of a scan; started by corpus.ts. */
import { resourceUsage } from "node:process";
import { scanPackage } from "@/scanners/core/scan-package";
import { CHECK_IDS, type CheckId } from "@/scanners/core/types";
import { countParsedFiles } from "@/scanners/python/python-file";
import { isPythonFile } from "@/scanners/python/python-files";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { openPlugin } from "../parity/packages";
import { chargeChecks, cpuSeconds } from "./cpu-time";

export interface EngineCost {
  plugin: string;
  pythonBytes: number;
  pythonFiles: number;
  /** Texts parsed in this scan. */
  parsed: number;
  findings: number;
  cpuSeconds: number;
  wallSeconds: number;
  /** CPU seconds of each check; the first of the Python checks pays for the syntax trees. */
  parts: Partial<Record<CheckId, number>>;
  /** Most that the process ever used. */
  maxRssMb: number;
}

async function scan(folder: string, plugin: string): Promise<EngineCost | null> {
  const opened = await openPlugin(folder, plugin);
  if (!opened) return null;
  const python = opened.files.filter(isPythonFile);
  let findings = 0;
  const before = { parsed: countParsedFiles(), cpu: cpuSeconds(), wall: performance.now() };
  const charged = chargeChecks();
  await scanPackage({
    package: opened,
    checkIds: CHECK_IDS,
    ruleset: DEFAULT_RULESET,
    fingerprintKey: "bench",
    onStart: charged.onStart,
    onOutcome(outcome) {
      if (outcome.state === "errored") throw new Error(`${plugin}: ${outcome.checkId} ${outcome.detail}`);
      findings += outcome.findings.length;
    },
  });
  return {
    plugin,
    pythonBytes: python.reduce((sum, file) => sum + file.bytes.byteLength, 0),
    pythonFiles: python.length,
    parsed: countParsedFiles() - before.parsed,
    findings,
    cpuSeconds: cpuSeconds() - before.cpu,
    wallSeconds: (performance.now() - before.wall) / 1000,
    parts: charged.end(),
    maxRssMb: resourceUsage().maxRSS / 1024,
  };
}

process.on("message", (message) => {
  const { folder, plugin } = message as { folder: string; plugin: string };
  void scan(folder, plugin).then((cost) => process.send?.({ cost }));
});
process.once("disconnect", () => process.exit());
