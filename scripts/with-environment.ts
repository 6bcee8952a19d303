import { buildAll } from "./build";
import { configuredEnvironment, demoEnvironment, isDemo, listenAddress, startDemoDatabase } from "./environment";
import { migrate } from "./migrate";
import type { Environment } from "./processes";
import { runToEnd } from "./processes";
import { runningSite } from "./run-lock";
import { webArguments } from "./web";

/** Programs with a name; anything else is the path of a script of ours. */
const programs: Record<string, () => string[]> = {
  web: () => webArguments("start", listenAddress().host, listenAddress().port),
  worker: () => ["--enable-source-maps", "dist/worker.mjs"],
  migrate: () => ["--import", "tsx", "scripts/migrate.ts"],
  seed: () => ["dist/seed.mjs"],
};

/**
 * Runs one program with the same configuration as the site: the given one, or in demo mode the built-in database, which is
 * started for as long as the program runs when nobody runs it already.
 */
async function main() {
  const [what = "", ...rest] = process.argv.slice(2);
  const args = programs[what]?.() ?? ["--import", "tsx", what];
  // A signal is the program's to obey; we wait for it and then stop what we started.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  if (!isDemo()) return runToEnd(what, [...args, ...rest], configuredEnvironment());
  if (what === "web" || what === "worker")
    throw new Error("web and worker apart need DATABASE_URL, AUTH_SECRET and PUBLIC_URL. For the demo use `npm start`.");
  const { server, url } = await startDemoDatabase();
  try {
    const env: Environment = demoEnvironment(url, runningSite()?.url ?? "http://127.0.0.1:3000");
    await migrate(url);
    if (what === "seed") await buildAll(env, ["bundles"]);
    await runToEnd(what, [...args, ...rest], env);
  } finally {
    if (!server.joined) await server.stop();
  }
}

main().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
