import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { CheckId } from "@/scanners/core/types";
import { listPlugins, openPlugin } from "../parity/packages";
import { textTable } from "../text-table";
import type { EngineCost } from "./engine-process";
import { findTools, type ReferenceTool, runTools, type ToolCost } from "./reference-tools";

export interface CorpusRequest {
  /** Holds `<plugin>.zip` or `<plugin>/<top folder>/…`. */
  packages: string;
  /** Folder of the real tools; without it they are looked for on PATH. */
  tools?: string | undefined;
  plugins?: ReadonlySet<string> | undefined;
}

interface Measured {
  ours: EngineCost;
  theirs: ReadonlyMap<string, ToolCost>;
}

/** Package sizes at which code counts as warm. */
const WARM_UP_PYTHON_BYTES = 3_000_000;

function startEngine(): ChildProcess {
  const entry = fileURLToPath(new URL("engine-process.ts", import.meta.url));
  return fork(entry, [], { execArgv: ["--import", "tsx", "--max-old-space-size=1024", "--stack-size=4000"] });
}

async function scanWith(engine: ChildProcess, folder: string, plugin: string): Promise<EngineCost | null> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    engine.send({ folder, plugin });
    const gone = once(engine, "exit", { signal }).then(([code]) => Promise.reject(new Error(`the engine ended with ${code} at ${plugin}`)));
    const [message] = await Promise.race([once(engine, "message", { signal }), gone]);
    return (message as { cost: EngineCost | null }).cost;
  } finally {
    ended.abort();
  }
}

/** Scans all packages of a folder with our engine and with the real tools that are found, one after another, and prints both. */
export async function benchCorpus(request: CorpusRequest): Promise<void> {
  const tools = findTools(request.tools);
  const plugins = (await listPlugins(request.packages)).filter((plugin) => request.plugins?.has(plugin) ?? true);
  const engine = startEngine();
  let warm = 0;
  for (let index = 0; warm < WARM_UP_PYTHON_BYTES && index < plugins.length * 3; index++)
    warm += (await scanWith(engine, request.packages, plugins[index % plugins.length] as string))?.pythonBytes ?? 0;
  const measured: Measured[] = [];
  for (const plugin of plugins) {
    const ours = await scanWith(engine, request.packages, plugin);
    const opened = ours && tools.length > 0 ? await openPlugin(request.packages, plugin) : null;
    if (ours) measured.push({ ours, theirs: opened ? runTools(tools, opened) : new Map() });
    if (process.stderr.isTTY || measured.length % 10 === 0) console.error(`  ${measured.length} of ${plugins.length}: ${plugin}`);
  }
  engine.kill();
  console.log(`\n${toolTable(measured, tools)}\n\n${figures(measured)}`);
  if (tools.length === 0) console.log("No comparison: bandit, detect-secrets and flake8 were not found (--tools FOLDER, or PATH).");
}

const total = <T>(list: readonly T[], value: (one: T) => number) => list.reduce((sum, one) => sum + value(one), 0);
const quantile = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0;

function toolTable(measured: readonly Measured[], tools: readonly ReferenceTool[]): string {
  const head = ["", "CPU s", "wall s", "ours: CPU s", "ratio of CPU", "ours: wall s", "ratio of wall"];
  const ofCheck = (id: CheckId) => total(measured, ({ ours }) => ours.parts[id] ?? 0);
  const rows = tools.map((tool) => {
    const cpu = total(measured, ({ theirs }) => theirs.get(tool.name)?.cpuSeconds ?? 0);
    const wall = total(measured, ({ theirs }) => theirs.get(tool.name)?.wallSeconds ?? 0);
    const ours = ofCheck(tool.checkId);
    return [tool.name, cpu.toFixed(1), wall.toFixed(1), ours.toFixed(2), `1/${(cpu / ours).toFixed(0)}`, "", ""];
  });
  const ours = { cpu: total(measured, (one) => one.ours.cpuSeconds), wall: total(measured, (one) => one.ours.wallSeconds) };
  const all = { cpu: 0, wall: 0 };
  for (const { theirs } of measured)
    for (const cost of theirs.values()) {
      all.cpu += cost.cpuSeconds;
      all.wall += cost.wallSeconds;
    }
  const ratio = (whole: number, part: number) => (tools.length > 0 ? `1/${(whole / part).toFixed(0)}` : "");
  rows.push([
    "all together, ours with file checks and coverage",
    all.cpu.toFixed(1),
    all.wall.toFixed(1),
    ours.cpu.toFixed(2),
    ratio(all.cpu, ours.cpu),
    ours.wall.toFixed(2),
    ratio(all.wall, ours.wall),
  ]);
  return `${textTable([head, ...rows])}\n\nThe first Python check (bandit) pays for the syntax trees of all. The tools run all their rules.`;
}

function figures(measured: readonly Measured[]): string {
  const ours = measured.map((one) => one.ours);
  const pythonMb = total(ours, (one) => one.pythonBytes) / 1e6;
  const cpu = total(ours, (one) => one.cpuSeconds);
  const milliseconds = ours.map((one) => one.cpuSeconds * 1000);
  const theirs = measured.map((one) => total([...one.theirs.values()], (cost) => cost.cpuSeconds));
  const largest = ours.reduce((a, b) => (b.pythonBytes > a.pythonBytes ? b : a), ours[0] as EngineCost);
  const lines = [
    `${ours.length} packages, ${pythonMb.toFixed(1)} MB of Python, ${total(ours, (one) => one.findings)} findings listed`,
    `${(pythonMb / cpu).toFixed(2)} MB of Python per CPU second, ${(cpu / pythonMb).toFixed(3)} CPU seconds per MB, in a warm process`,
    `CPU of a package: median ${quantile(milliseconds, 0.5).toFixed(0)} ms, p95 ${quantile(milliseconds, 0.95).toFixed(0)} ms, most ${Math.max(...milliseconds).toFixed(0)} ms`,
    `Most memory of the process: ${Math.max(...ours.map((one) => one.maxRssMb)).toFixed(0)} MB (largest package: ${largest.plugin}, ${(largest.pythonBytes / 1e6).toFixed(1)} MB of Python)`,
    `${total(ours, (one) => one.pythonFiles)} Python files, ${total(ours, (one) => one.parsed)} parsed`,
  ];
  if (theirs.some((one) => one > 0))
    lines.push(`CPU of a package, the tools together: median ${(quantile(theirs, 0.5) * 1000).toFixed(0)} ms`);
  return lines.join("\n");
}
