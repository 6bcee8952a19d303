import { bundle, watchBundles } from "./bundles";
import { configuredEnvironment, demoEnvironment, isDemo, listenAddress, startDemoDatabase } from "./environment";
import { migrate } from "./migrate";
import { type Environment, runToEnd } from "./processes";
import { step } from "./progress";
import { claimSite, runningSite } from "./run-lock";
import { Supervisor } from "./supervisor";
import { nextFreePort } from "./web";

/** `npm run dev`: the same as `npm start`, but pages and worker are renewed when a file changes. */
async function main() {
  const running = runningSite();
  if (running) throw new Error(`Greenbadge runs already from this folder: ${running.url}`);
  const demo = isDemo();
  const supervisor = new Supervisor();
  try {
    const { host, port, env } = demo ? await demoSite(supervisor) : { ...listenAddress(), env: configuredEnvironment() };
    await step("Bringing the database up to date", () => migrate(env.DATABASE_URL as string));
    await step("Bundling the worker and the commands", bundle);
    if (demo) await step("Preparing the demo data", () => runToEnd("Preparing the demo data", ["dist/seed.mjs"], env));
    await supervisor.run("dev", { host, port, env: { ...env, NODE_ENV: "development" } });
    await watchBundles(() => supervisor.restartWorker());
    console.log(`\nGreenbadge is ready for changes: ${env.PUBLIC_URL}. Ctrl-C ends everything.\n`);
  } catch (error) {
    await supervisor.stop(1, (error as Error).message);
  }
}

async function demoSite(supervisor: Supervisor): Promise<{ host: string; port: number; env: Environment }> {
  const { server, url: databaseUrl } = await step("Starting the built-in PostgreSQL", () => startDemoDatabase());
  supervisor.owns(server, async () => (await startDemoDatabase(Number(new URL(databaseUrl).port))).server);
  const port = await nextFreePort(3000);
  const url = `http://127.0.0.1:${port}`;
  claimSite(url);
  return { host: "127.0.0.1", port, env: demoEnvironment(databaseUrl, url) };
}

main().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
