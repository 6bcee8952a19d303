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
import { startWeb } from "./web";

/** All requests come from one address, and a test asks with wrong tokens more often than any client would. */
const manyRequests = { FAILED_TOKENS_PER_QUARTER_HOUR: "100000" };

/**
 * The built site and a real worker in demo mode, on a fresh database and an empty data folder that are gone afterwards.
 * @param work gets the site's environment, and its address as BASE_URL
 */
export async function withTestSite<T>(work: (env: Environment) => Promise<T>): Promise<T> {
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
    server = await step("Starting a PostgreSQL of its own", startTestServer);
    const databaseUrl = await ensureDatabase(server, "greenbadge_e2e");
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { ...demoEnvironment(databaseUrl, url), DATA_DIR: dataDir, ...manyRequests };
    await migrate(databaseUrl);
    await buildAll(env);
    await step("Preparing the demo data", () => runToEnd("Preparing the demo data", ["dist/seed.mjs"], env));
    children.push(startChild("worker", ["--enable-source-maps", "dist/worker.mjs"], env));
    await step("Starting the site", () => startWeb("start", "127.0.0.1", port, env, (child) => children.push(child)));
    return await work({ ...env, BASE_URL: url });
  } finally {
    await end();
  }
}
