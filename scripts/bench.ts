/**
 * `npm run bench -- [--uploads <n>] [zip|folder …]`: how long an upload's answer and its verdict take, and what the
 * checks cost per megabyte of Python. Uses a database and a worker of its own; nothing leaves the machine.
 *
 * `npm run bench -- --packages DIR [--tools DIR] [--plugins a,b]`: the engine alone on many packages, beside the real bandit,
 * detect-secrets and flake8 where they are found.
 *
 * `npm run bench -- --import [--plugins 3000] [--versions 15000]`: the rehearsal of a move: an import that is killed three times.
 *
 * `npm run bench -- --rules [--plugins 3000]`: what a changed rule costs with that many plugins: its effect shown before, and the rollout.
 *
 * `npm run bench -- --load`: the built site under load with 3,000 plugins, beside a plain server of the same bytes.
 */
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { setLogLevel } from "@/lib/logger";
import type { CheckId } from "@/scanners/core/types";
import { pluginZip } from "@/tests/builders/plugin-zip";
import { benchCorpus } from "./bench/corpus";
import { countsChildren } from "./bench/cpu-time";
import { rehearseImport } from "./bench/import-run";
import { benchLoad } from "./bench/load/bench-load";
import { benchRules } from "./bench/rules/bench-rules";
import { installedTools, measureScan, type Sample, type ScanCost } from "./bench/scan-cost";
import { millisecondsRow } from "./bench/statistics";
import { measureUploads, PYTHON_BYTES, startBenchWorker } from "./bench/upload-times";
import { measureRoute } from "./bench/web-times";
import { buildAll } from "./build";
import { step } from "./progress";
import { textTable } from "./text-table";
import { pythonModules } from "./throw-away/python-source";
import { seededRandom } from "./throw-away/random";
import { openThrowAwayRepository } from "./throw-away/repository";
import { readPackage } from "./upload/read-package";

const SYNTHETIC_SIZES = [100_000, 1_000_000, 5_000_000];
const ROUTE_UPLOADS = 20;

async function benchUploads(count: number): Promise<void> {
  const repository = await step("Starting a PostgreSQL of its own", () => openThrowAwayRepository());
  const end = () => repository.close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  try {
    const { userId } = await repository.addPerson();
    await repository.addPerson({ role: "approver" });
    const worker = await startBenchWorker(repository);
    const times = await step(`${count} uploads, one at a time`, () => measureUploads(repository, userId, count));
    await worker.end("SIGTERM");
    const route = await step("The site's upload route", () => measureRoute(repository, userId, ROUTE_UPLOADS));
    const rows = [
      ["milliseconds", "n", "median", "p95", "largest"],
      millisecondsRow("answer of an upload (stored, package rules, accepted)", times.answers),
      ...(route ? [millisecondsRow("answer of the site's route for the file (HTTP)", route)] : []),
      millisecondsRow("upload to verdict", times.verdicts),
    ];
    console.log(`\nPlugins with ${PYTHON_BYTES / 1000} KB of Python, idle queue, ${cpus().length} processors:\n\n${textTable(rows)}`);
    if (!route) console.log("The route was not measured: there is no built site (npm run build).");
  } finally {
    await repository.close();
  }
}

function scanTable(costs: readonly ScanCost[]): string {
  const perMb = (seconds: number, cost: ScanCost) => (seconds / cost.pythonMb).toFixed(3);
  const pass = (cost: ScanCost, ids: readonly CheckId[]) =>
    perMb(
      ids.reduce((sum, id) => sum + (cost.parts[id] ?? 0), 0),
      cost,
    );
  const tools = Object.keys(costs[0]?.tools ?? {});
  const head = ["CPU seconds per MB of Python", "MB", "findings", "warm", "python", "text", "archive", "own process", "× warm", ...tools];
  const rows = costs.map((cost) => [
    cost.name,
    cost.pythonMb.toFixed(2),
    cost.findings,
    perMb(cost.warm, cost),
    pass(cost, ["bandit", "flake8", "coverage"]),
    pass(cost, ["secrets"]),
    pass(cost, ["permissions", "suspicious-files"]),
    countsChildren ? perMb(cost.own, cost) : "",
    countsChildren ? (cost.own / cost.warm).toFixed(2) : "",
    ...tools.map((tool) => `${perMb(cost.tools[tool] ?? 0, cost)} (${((cost.tools[tool] ?? 0) / cost.warm).toFixed(1)}×)`),
  ]);
  return textTable([head, ...rows]);
}

async function benchScans(paths: readonly string[]): Promise<void> {
  const samples: Sample[] = SYNTHETIC_SIZES.map((size) => ({
    name: `synthetic, ${size / 1e6} MB`,
    bytes: pluginZip({ files: pythonModules(seededRandom(size), size) }),
  }));
  for (const path of paths) {
    const { fileName, bytes } = await readPackage(resolve(process.env.INIT_CWD ?? ".", path));
    samples.push({ name: fileName, bytes });
  }
  const costs: ScanCost[] = [];
  for (const sample of samples) costs.push(await step(`Checks on ${sample.name}`, () => measureScan(sample)));
  console.log(
    `\nAll six checks, one after another. Warm: in a running process; own process: as the worker starts it, with its start.\n\n${scanTable(costs)}`,
  );
  if (installedTools().length === 0) console.log("No comparison: bandit, flake8 and detect-secrets are not installed here.");
}

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const options = {
    uploads: { ...text, default: "50" },
    packages: text,
    tools: text,
    plugins: text,
    versions: text,
    import: { type: "boolean" } as const,
    load: { type: "boolean" } as const,
    rules: { type: "boolean" } as const,
  };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  setLogLevel("error");
  if (values.packages) {
    const at = (path: string) => resolve(process.env.INIT_CWD ?? ".", path);
    const plugins = values.plugins ? new Set(values.plugins.split(",")) : undefined;
    return benchCorpus({ packages: at(values.packages), tools: values.tools && at(values.tools), plugins });
  }
  await buildAll(process.env, ["bundles"]);
  if (values.import) {
    const size = { plugins: Number(values.plugins ?? 3_000), versions: Number(values.versions ?? 15_000), largePackages: 30 };
    if (!(await rehearseImport(size))) throw new Error("The rehearsal did not end as it must.");
    return;
  }
  if (values.rules) {
    if (!(await benchRules(Number(values.plugins ?? 3_000))))
      throw new Error("Somebody got more than one mail about what turned together.");
    return;
  }
  if (values.load) return benchLoad();
  const count = Number(values.uploads);
  if (count > 0) await benchUploads(count);
  await benchScans(positionals);
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
