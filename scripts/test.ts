import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestServer } from "@/tests/helpers/cluster";
import { buildAll } from "./build";
import { demoEnvironment } from "./environment";
import { migrate } from "./migrate";
import { ensureDatabase } from "./postgres/databases";
import { freePort, type PostgresServer } from "./postgres/server";
import { type Child, type Environment, runToEnd, startChild, stopChild } from "./processes";
import { step } from "./progress";
import { browserTests, integrationTests, printTally, runReports, staticChecks, type Tally, unitTests } from "./test-runs";
import { startWeb } from "./web";

/** `npm test`: static checks, unit, integration, a production build, and a browser against it. Needs Node and npm alone. */
async function main() {
  const only = process.argv[2];
  const tally = only === "e2e" ? { passed: 0, failed: 0 } : await runReports([...staticChecks, unitTests, integrationTests]);
  const browser = only === "check" ? { passed: 0, failed: 0 } : await runBrowserTests();
  printTally({ passed: tally.passed + browser.passed, failed: tally.failed + browser.failed });
}

/** All browser tests come from one address, and ask with wrong tokens more often than any client would. */
const manyRequests = { FAILED_TOKENS_PER_QUARTER_HOUR: "100000" };

/** The built site and a real worker in demo mode, on a fresh database and an empty data folder that are gone afterwards. */
async function runBrowserTests(): Promise<Tally> {
  const dataDir = mkdtempSync(join(tmpdir(), "greenbadge-e2e-"));
  let server: PostgresServer | null = null;
  const children: Child[] = [];
  const end = async () => {
    await Promise.all(children.map(stopChild));
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => end().finally(() => process.exit(130)));
  try {
    server = await step("Starting a PostgreSQL for the browser tests", startTestServer);
    const databaseUrl = await ensureDatabase(server, "greenbadge_e2e");
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { ...demoEnvironment(databaseUrl, url), DATA_DIR: dataDir, ...manyRequests };
    await startSite(databaseUrl, port, env, children);
    return await runReports([browserTests({ ...env, BASE_URL: url })]);
  } catch (error) {
    console.error(`\n${(error as Error).message}`);
    return { passed: 0, failed: 1 };
  } finally {
    await end();
  }
}

async function startSite(databaseUrl: string, port: number, env: Environment, children: Child[]) {
  await migrate(databaseUrl);
  await buildAll(env);
  await step("Preparing the demo data", () => runToEnd("Preparing the demo data", ["dist/seed.mjs"], env));
  children.push(startChild("worker", ["--enable-source-maps", "dist/worker.mjs"], env));
  await step("Starting the site", () => startWeb("start", "127.0.0.1", port, env, (child) => children.push(child)));
}

await main();
