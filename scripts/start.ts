import { buildAll } from "./build";
import { configuredEnvironment, demoEnvironment, isDemo, listenAddress, startDemoDatabase } from "./environment";
import { migrate } from "./migrate";

import { type Environment, runToEnd } from "./processes";
import { step } from "./progress";
import { claimSite, runningSite } from "./run-lock";
import { Supervisor } from "./supervisor";
import { isPortFree, nextFreePort } from "./web";

/** `npm start`: database, migrations, demo data, build when the sources changed, then web and worker until Ctrl-C. */
async function main() {
  const demo = isDemo();
  const running = demo ? runningSite() : null;
  if (running) throw new Error(`Greenbadge runs already from this folder: ${running.url}`);
  const supervisor = new Supervisor();
  try {
    if (demo) await startDemo(supervisor);
    else await startConfigured(supervisor);
  } catch (error) {
    await supervisor.stop(1, (error as Error).message);
  }
}

async function startDemo(supervisor: Supervisor) {
  const { server, url: databaseUrl } = await step("Starting the built-in PostgreSQL", () => startDemoDatabase());
  supervisor.owns(server, async () => (await startDemoDatabase(Number(new URL(databaseUrl).port))).server);
  const port = await nextFreePort(3000);
  const url = `http://127.0.0.1:${port}`;
  claimSite(url);
  const env = demoEnvironment(databaseUrl, url);
  await prepare(databaseUrl, env);
  await step("Preparing the demo data", () => runToEnd("Preparing the demo data", ["dist/seed.mjs"], env));
  await supervisor.run("start", { host: "127.0.0.1", port, env });
  if (port !== 3000) console.log("\nPort 3000 is taken by another program.");
  console.log(
    `\nGreenbadge is ready.\n\n  Open ${url} and choose a person on the sign-in page (${url}/signin):\n  an owner of plugins, an approver, or an admin. Mail that would be sent is shown at ${url}/dev/outbox.\n\nCtrl-C ends everything.\n`,
  );
}

async function startConfigured(supervisor: Supervisor) {
  const env = configuredEnvironment();
  const { host, port } = listenAddress();
  if (!(await isPortFree(port, host))) throw new Error(`Port ${port} on ${host} is taken. Choose another with PORT.`);
  await prepare(env.DATABASE_URL as string, env);
  await supervisor.run("start", { host, port, env });
  console.log(`\nGreenbadge is ready at ${env.PUBLIC_URL} (listening on ${host}:${port}). Ctrl-C ends web and worker.\n`);
}

async function prepare(databaseUrl: string, env: Environment) {
  await step("Bringing the database up to date", () => migrate(databaseUrl));
  await buildAll(env);
}

main().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
