import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { PluginPackage } from "@/scanners/archive/types";
import type { CheckId } from "@/scanners/core/types";
import { childSeconds } from "./cpu-time";

export interface ReferenceTool {
  name: string;
  checkId: CheckId;
  path: string;
}

/** How each tool is asked to look at a folder: all its rules, one process, no network, no settings of the package. */
const TOOLS: readonly { name: string; checkId: CheckId; args: (folder: string) => string[] }[] = [
  { name: "bandit", checkId: "bandit", args: (folder) => ["-r", folder, "-f", "json", "-q"] },
  { name: "detect-secrets", checkId: "secrets", args: (folder) => ["-c", "1", "scan", "--all-files", "--no-verify", folder] },
  { name: "flake8", checkId: "flake8", args: (folder) => ["--isolated", "--max-line-length=120", "-j", "1", folder] },
];

/** The real tools in a folder, else on PATH; those that are not there are left out. */
export function findTools(folder: string | undefined): ReferenceTool[] {
  const folders = folder ? [folder] : (process.env.PATH ?? "").split(delimiter);
  return TOOLS.flatMap(({ name, checkId }) => {
    const path = folders.map((one) => join(one, name)).find((one) => existsSync(one));
    return path ? [{ name, checkId, path }] : [];
  });
}

export interface ToolCost {
  cpuSeconds: number;
  wallSeconds: number;
}

/** The tools read the files from a folder that is gone afterwards; nothing of the package is run. */
export function runTools(tools: readonly ReferenceTool[], opened: PluginPackage): Map<string, ToolCost> {
  const folder = mkdtempSync(join(tmpdir(), "greenbadge-bench-"));
  try {
    for (const file of opened.files) {
      const path = join(folder, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.bytes);
    }
    return new Map(tools.map((tool) => [tool.name, runTool(tool, folder, opened.topFolder)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runTool(tool: ReferenceTool, folder: string, topFolder: string): ToolCost {
  const args = TOOLS.find((one) => one.name === tool.name)?.args(topFolder) ?? [];
  const cpu = childSeconds();
  const started = performance.now();
  // What it finds goes nowhere: only its time counts here, and printing millions of lines would cost us some.
  spawnSync(tool.path, args, { cwd: folder, stdio: "ignore" });
  return { cpuSeconds: childSeconds() - cpu, wallSeconds: (performance.now() - started) / 1000 };
}
