/**
 * Writes what our engine finds in unpacked plugins, in the form that comparisons with the real tools read.
 *
 *   tsx scripts/parity.ts FOLDER OUT
 *
 * FOLDER/<plugin>/<top folder>/… → OUT/{bandit,flake8,secrets}/<plugin>.json. This is the parity projection: all
 * rules on, pragmas honoured, the files that the tools do not open left out, secrets under the tool's type names.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PackageFile, PluginPackage } from "@/scanners/archive/types";
import { scanPackage } from "@/scanners/core/scan-package";
import type { CheckId, Finding } from "@/scanners/core/types";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";

const TOOLS: readonly CheckId[] = ["bandit", "flake8", "secrets"];
const ALL_ON = {
  ...DEFAULT_RULESET,
  rules: Object.fromEntries(Object.keys(DEFAULT_RULESET.rules).map((id) => [id, { on: true, severity: "info" as const }])),
};

async function readFolder(root: string, topFolder: string): Promise<PluginPackage> {
  const entries = await readdir(join(root, topFolder), { recursive: true, withFileTypes: true });
  const files: PackageFile[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const full = join(entry.parentPath, entry.name);
    files.push({ path: full.slice(root.length + 1), bytes: await readFile(full), mode: null });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { topFolder, files, inflatedBytes: files.reduce((sum, file) => sum + file.bytes.byteLength, 0), contentDigest: "" };
}

function isOpenedByTool(tool: CheckId, pluginPackage: PluginPackage, path: string): boolean {
  if (tool !== "secrets") return path.endsWith(".py");
  const file = pluginPackage.files.find((one) => one.path === path);
  return file !== undefined && isUtf8(file.bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function row(tool: CheckId, finding: Finding): Record<string, string | number> {
  const code = tool === "secrets" ? (finding.data?.kind ?? "") : finding.ruleId.slice(finding.ruleId.indexOf("/") + 1);
  const place = { file: finding.path, line: finding.line, code };
  return tool === "bandit"
    ? { ...place, severity: (finding.toolSeverity ?? "").toUpperCase(), confidence: finding.confidence.toUpperCase() }
    : place;
}

async function main(folder: string, out: string): Promise<void> {
  for (const tool of TOOLS) await mkdir(join(out, tool), { recursive: true });
  let pythonBytes = 0;
  const seconds: Record<string, number> = {};
  for (const plugin of await readdir(folder)) {
    const [topFolder] = await readdir(join(folder, plugin));
    if (!topFolder) continue;
    const pluginPackage = await readFolder(join(folder, plugin), topFolder);
    pythonBytes += pluginPackage.files.filter((file) => file.path.endsWith(".py")).reduce((sum, file) => sum + file.bytes.byteLength, 0);
    let cpu = process.cpuUsage();
    await scanPackage({
      package: pluginPackage,
      checkIds: ["coverage", ...TOOLS],
      ruleset: ALL_ON,
      fingerprintKey: "parity",
      maxFindingsPerRule: Number.POSITIVE_INFINITY,
      onOutcome: async (outcome) => {
        const used = process.cpuUsage(cpu);
        cpu = process.cpuUsage();
        seconds[outcome.checkId] = (seconds[outcome.checkId] ?? 0) + (used.user + used.system) / 1e6;
        const { checkId } = outcome;
        if (outcome.state === "errored") throw new Error(`${plugin} ${outcome.checkId}: ${outcome.detail}`);
        if (checkId === "coverage") for (const one of outcome.findings) console.log(one.path, one.message);
        const rows = outcome.findings
          .filter((one) => !one.suppression && isOpenedByTool(checkId, pluginPackage, one.path))
          .map((one) => row(checkId, one));
        if (TOOLS.includes(checkId)) await writeFile(join(out, checkId, `${plugin}.json`), JSON.stringify(rows));
      },
    });
  }
  const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
  console.log(
    `${(pythonBytes / 1e6).toFixed(1)} MB of Python, CPU ${total.toFixed(1)} s, ${(total / (pythonBytes / 1e6)).toFixed(2)} s a MB`,
    seconds,
  );
}

const [folder, out] = process.argv.slice(2);
if (folder && out) await main(folder, out);
else console.error("usage: tsx scripts/parity.ts FOLDER OUT");
