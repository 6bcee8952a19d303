/**
 * `npm run kill-tests -- [--seed <n>] [--round <n>]`: kills workers, the site and PostgreSQL at random moments and looks
 * whether anything was lost, done twice, or made public. Uses a database of its own; nothing else is touched.
 */
import { parseArgs } from "node:util";
import { eq } from "drizzle-orm";
import { plugins, versions } from "@/db/schema";
import { setLogLevel } from "@/lib/logger";
import { buildAll } from "./build";
import { listBreaches } from "./kill/invariants";
import type { KillPackage } from "./kill/packages";
import { ROUNDS, type Round } from "./kill/rounds";
import { Scene } from "./kill/scene";
import { step } from "./progress";
import { textTable } from "./text-table";
import { seededRandom } from "./throw-away/random";
import { openThrowAwayRepository } from "./throw-away/repository";

const ROUND_MS = 90_000;

interface Played {
  row: string[];
  breaches: string[];
}

async function play(round: Round, number: number, seed: number): Promise<Played> {
  const repository = await openThrowAwayRepository();
  const end = () => repository.close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  const people = [await repository.addPerson(), await repository.addPerson({ isTrusted: true })];
  await repository.addPerson({ role: "approver" });
  const [owner, trusted] = people.map((one) => one.userId) as [string, string];
  // One account per round owns the names; which one, and so whether its versions publish themselves, is a throw of the dice.
  const random = seededRandom(seed + number);
  const scene = new Scene(repository, random, [random() < 0.5 ? owner : trusted]);
  const startedAt = Date.now();
  try {
    const packages = await round.play(scene, `round_${number}`);
    if (typeof packages === "string")
      return { row: [String(number), round.what, "–", "–", "–", "–", `not done: ${packages}`], breaches: [] };
    const isSettled = await scene.untilSettled(startedAt + ROUND_MS);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    await scene.endAll();
    const breaches = [
      ...(isSettled ? [] : [`not settled after ${ROUND_MS / 1000} s`]),
      ...(scene.leftBehind() > 0 ? [`${scene.leftBehind()} programs outlive their killed worker`] : []),
      ...scene.surprises,
      ...(await listBreaches(repository)),
    ];
    const { said, wrong } = await compareVerdicts(repository.db, packages);
    breaches.push(...wrong);
    if (breaches.length > 0) console.log(`${breaches.join("\n")}\nThe worker's last words:\n${scene.lastWords()}`);
    const kills = Object.entries(scene.kills).filter(([, count]) => count > 0);
    const done = [...kills.map(([what, count]) => `${count} ${what}`), ...(scene.restarts > 0 ? [`${scene.restarts} restarts`] : [])].join(
      ", ",
    );
    console.log(`  hit: ${scene.hits.join(" | ") || "–"}`);
    return { row: [String(number), round.what, done, said, seconds, String(breaches.length), breaches.join("; ")], breaches };
  } finally {
    await scene.endAll();
    await repository.close();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, end);
  }
}

/** A kill may delay a verdict and must never change it. */
async function compareVerdicts(
  db: Scene["repository"]["db"],
  packages: readonly KillPackage[],
): Promise<{ said: string; wrong: string[] }> {
  const wrong: string[] = [];
  const counts = new Map<string, number>();
  for (const { packageName, verdicts } of packages) {
    const [row] = await db
      .select({ verdict: versions.effectiveVerdict })
      .from(versions)
      .innerJoin(plugins, eq(plugins.id, versions.pluginId))
      .where(eq(plugins.packageName, packageName));
    const verdict = row?.verdict ?? null;
    counts.set(String(verdict), (counts.get(String(verdict)) ?? 0) + 1);
    if (!verdict || !verdicts.includes(verdict)) wrong.push(`${packageName} is ${verdict}, not ${verdicts.join(" or ")}`);
  }
  return { said: [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(", "), wrong };
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seed: { type: "string" }, round: { type: "string" } } });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  setLogLevel("none");
  await buildAll(process.env, ["bundles"]);
  console.log(`Seed ${seed} (repeat with --seed ${seed}).`);
  const played: Played[] = [];
  for (const [index, round] of ROUNDS.entries()) {
    const number = index + 1;
    if (values.round && Number(values.round) !== number) continue;
    played.push(await step(`Round ${number} of ${ROUNDS.length}: ${round.what}`, () => play(round, number, seed)));
  }
  console.log(
    `\n${textTable([["round", "what happens", "killed", "verdicts", "seconds", "breaches", ""], ...played.map((one) => one.row)])}`,
  );
  const breaches = played.reduce((sum, one) => sum + one.breaches.length, 0);
  console.log(`\nSeed ${seed}: ${breaches} breaches.`);
  return breaches > 0 ? 1 : 0;
}

// The database driver writes to a connection that has just gone (its known fault, porsager/postgres#1154): that must not
// end the one who counts. What it does to the workers is counted.
process.on("uncaughtException", (error) => {
  if (!/reading 'write'/.test(error.message)) {
    console.error(error);
    process.exit(1);
  }
});

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack ?? error.message);
    process.exit(1);
  },
);
