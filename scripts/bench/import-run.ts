import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { buildSite, type SiteSize } from "../import/rehearsal/build-site";
import { step } from "../progress";
import { projectRoot } from "../project-root";
import { openThrowAwayRepository, type ThrowAwayRepository } from "../throw-away/repository";

/** Shares of all versions at which the import is killed. */
const KILLED_AT = [0.1, 0.4, 0.75];

interface Ended {
  code: number | null;
  seconds: number;
  output: string;
}

/**
 * The large rehearsal of a move: a database and media folder as today's site has them, imported by the real command,
 * which is killed three times on the way; then once more, with nothing left to do.
 * @returns whether everything arrived once and both feeds are equal
 */
export async function rehearseImport(size: SiteSize): Promise<boolean> {
  const repository = await step("Starting a PostgreSQL of its own", () => openThrowAwayRepository());
  const end = () => repository.close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  try {
    const media = join(repository.folder, "media");
    const site = await repository.addDatabase("old_site");
    await step(`A site with ${size.plugins} plugins and ${size.versions} versions`, () => buildSite(site, media, size));
    return await rehearse(repository, ["dump", site, "--media", media], size);
  } finally {
    await repository.close();
  }
}

async function rehearse(repository: ThrowAwayRepository, args: readonly string[], size: SiteSize): Promise<boolean> {
  let seconds = 0;
  for (const share of KILLED_AT) {
    const killed = await step(`Import, killed at ${share * 100} %`, () => killAt(repository, args, share * size.versions));
    seconds += killed.seconds;
  }
  const whole = await step("Import, to its end, and compared", () => runImport(repository, [...args, "--verify"]));
  const before = await fingerprint(repository);
  const again = await step("The whole import once more", () => runImport(repository, args));
  const isUnchanged = before === (await fingerprint(repository));
  console.log(`\nThe last run to the end said:\n${indent(whole.output)}\n\nThe second whole run said:\n${indent(again.output)}\n`);
  const counts = await repository.db.execute<{ plugins: string; versions: string }>(
    sql`select (select count(*) from plugins) as plugins, (select count(*) from versions) as versions`,
  );
  const { plugins, versions } = counts.rows[0] ?? {};
  console.log(
    `${plugins} plugins, ${versions} versions; imported in ${((seconds + whole.seconds) / 60).toFixed(1)} min in all, comparison included.`,
  );
  console.log(`Second run: ${again.seconds.toFixed(1)} s, ${isUnchanged ? "nothing changed" : "SOMETHING CHANGED"}.`);
  return whole.code === 0 && again.code === 0 && isUnchanged && Number(plugins) === size.plugins && Number(versions) === size.versions;
}

function start(repository: ThrowAwayRepository, args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/import.ts", ...args], {
    cwd: projectRoot,
    env: repository.variables as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const ended = new Promise<Ended>((resolve) =>
    child.once("close", (code) => resolve({ code, seconds: (performance.now() - startedAt) / 1000, output })),
  );
  return { child, ended };
}

const runImport = (repository: ThrowAwayRepository, args: readonly string[]): Promise<Ended> => start(repository, args).ended;

async function killAt(repository: ThrowAwayRepository, args: readonly string[], versions: number): Promise<Ended> {
  const { child, ended } = start(repository, args);
  while (child.exitCode === null) {
    const { rows } = await repository.db.execute<{ n: string }>(sql`select count(*) as n from versions`);
    if (Number(rows[0]?.n) >= versions) break;
    await sleep(20);
  }
  child.kill("SIGKILL");
  const result = await ended;
  if (result.code !== null) throw new Error(`The import ended by itself:\n${result.output}`);
  return result;
}

/** Everything that an import writes. */
async function fingerprint({ db }: ThrowAwayRepository): Promise<string> {
  const parts: string[] = [];
  for (const table of [
    "users",
    "imported_people",
    "plugins",
    "plugin_editors",
    "versions",
    "artifacts",
    "version_feedback",
    "version_events",
  ]) {
    const { rows } = await db.execute<{ all: string }>(
      sql.raw(`select md5(string_agg(md5(t::text), '' order by md5(t::text))) as all from ${table} t`),
    );
    parts.push(String(rows[0]?.all));
  }
  return parts.join();
}

const indent = (text: string): string =>
  text
    .trim()
    .split("\n")
    .filter((line) => !/^\d+ of \d+ plugins/.test(line))
    .map((line) => `  ${line}`)
    .join("\n");
