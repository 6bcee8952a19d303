import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Environment, tether } from "./processes";
import { projectRoot } from "./project-root";

export type Tally = { passed: number; failed: number };

/** One tool to run: `arguments` are for Node; `report` is the JSON file that it writes, absent when its exit code says it all. */
export type Run = { label: string; arguments: string[]; report?: { file: string; read: (json: unknown) => Tally }; env?: Environment };

const reports = "test-results";
const program = (path: string) => join(projectRoot, "node_modules", path);

/** Each counts as one test. */
export const staticChecks: Run[] = [
  { label: "Format and lint", arguments: [program("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"] },
  { label: "Types", arguments: [program("typescript/bin/tsc"), "--noEmit"] },
  { label: "Import boundaries", arguments: ["--import", "tsx", "scripts/boundaries/main.ts"] },
  { label: "Unused code", arguments: [program("knip/bin/knip.js"), "--no-progress"] },
];

export const unitTests = vitest("unit", "Unit tests");
export const integrationTests = vitest("integration", "Integration tests (real PostgreSQL, real queue)");

export function browserTests(env: Environment): Run {
  const file = `${reports}/browser.json`;
  return {
    label: "Browser tests",
    arguments: [program("@playwright/test/cli.js"), "test"],
    report: { file, read: readPlaywright },
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  };
}

function vitest(project: string, label: string): Run {
  const file = `${reports}/${project}.json`;
  const options = ["--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return { label, arguments: [program("vitest/vitest.mjs"), "run", ...options], report: { file, read: readVitest } };
}

/** Vitest counts a file that could not be loaded as a failed suite without a test: it must not look like a success. */
function readVitest(json: unknown): Tally {
  const { numPassedTests, numFailedTests, testResults } = json as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: { status: string }[] }[];
  };
  const broken = testResults.filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"));
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

function readPlaywright(json: unknown): Tally {
  const { stats, errors } = json as { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** Runs one after the other, each to its end even if one before failed, and adds up. */
export async function runReports(runs: Run[]): Promise<Tally> {
  const total = { passed: 0, failed: 0 };
  for (const run of runs) {
    const { passed, failed } = await runReport(run);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

async function runReport(run: Run): Promise<Tally> {
  console.log(`\n== ${run.label}`);
  const startedAt = Date.now();
  const file = run.report && join(projectRoot, run.report.file);
  mkdirSync(join(projectRoot, reports), { recursive: true });
  if (file) rmSync(file, { force: true });
  const succeeded = await succeeds(run);
  const tally = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
  if (run.report && file && existsSync(file)) {
    Object.assign(tally, run.report.read(JSON.parse(readFileSync(file, "utf8"))));
    // A runner that failed without a failed test (a crash, a worker that never ended, no test at all) failed all the same.
    if (!succeeded && tally.failed === 0) tally.failed = 1;
  } else if (run.report) Object.assign(tally, { passed: 0, failed: 1 });
  console.log(`   ${tally.passed} passed, ${tally.failed} failed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return tally;
}

function succeeds(run: Run): Promise<boolean> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...run.env } as NodeJS.ProcessEnv;
    const child = spawn(process.execPath, ["--import", tether, ...run.arguments], {
      cwd: projectRoot,
      stdio: "inherit",
      env,
    });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

/** The last line of every test command, alone: `N passed, N failed`. Sets the exit code. */
export function printTally({ passed, failed }: Tally) {
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
}
