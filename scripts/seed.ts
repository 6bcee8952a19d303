/** `npm run seed`, and each `npm start` of the demo: people and plugins in every state, once. */
import { sql } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { countDownload } from "@/db/commands/count-download";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { users } from "@/db/schema";
import { type Env, env } from "@/lib/env";
import { setLogLevel } from "@/lib/logger";
import { scanProcessEntry, validateThreadEntry } from "@/lib/program-entries";
import { openStorage } from "@/lib/storage";
import { startWorker } from "@/workers/start-worker";
import { bringIn, type DemoContext, findVersion, storeZip, takeStep, untilScanned } from "./demo/demo-repository";
import type { DemoVersion } from "./demo/demo-version";
import { DEMO_ADMIN, DEMO_PEOPLE, type DemoPerson } from "./demo/people";
import { DEMO_VERSIONS } from "./demo/plugins";
import { addTokens } from "./demo/tokens";

export interface SeedOptions {
  validateEntry: string;
  scanEntry: string;
  print?(line: string): void;
}

export type SeedResult = { outcome: "seeded" | "was-complete" | "real-people"; mismatches: string[] };

/** Seconds on an idle machine; a laptop that builds something else meanwhile may need minutes. */
const SCANS_WITHIN_MS = 300_000;

/**
 * Fills an empty demo through the real commands and the real engine. A run that was interrupted is taken up again; a
 * complete one is left alone, whatever people did with it since.
 *
 * @returns versions that did not end where they should, each in words
 * @throws Error outside of demo mode: there, accounts without a password must not exist
 */
export async function seed(config: Env, options: SeedOptions): Promise<SeedResult> {
  if (!config.isDemo) throw new Error("Demo data belongs into the demo only: start it without DATABASE_URL, AUTH_SECRET and PUBLIC_URL.");
  const db = connect(config.DATABASE_URL, 4);
  try {
    if (await hasPerson(db, DEMO_ADMIN.email)) return { outcome: "was-complete", mismatches: [] };
    if (!(await hasPerson(db, DEMO_PEOPLE.owner.email)) && (await db.$count(users)) > 0) return { outcome: "real-people", mismatches: [] };
    await ensureRulesets(db);
    const context: DemoContext = {
      db,
      storage: openStorage(config.dataDir),
      validateEntry: options.validateEntry,
      ids: await addPeople(db),
    };
    await fill(context, config, options);
    const mismatches = await listMismatches(db);
    await addDownloads(db, config.AUTH_SECRET);
    await addTokens(db, context.ids.owner);
    await addPerson(db, DEMO_ADMIN);
    return { outcome: "seeded", mismatches };
  } finally {
    await db.close();
  }
}

async function fill(context: DemoContext, config: Env, options: SeedOptions): Promise<void> {
  for (const demo of DEMO_VERSIONS) await bringIn(context, demo);
  options.print?.(`  ${DEMO_VERSIONS.length} versions uploaded, checking them`);
  const worker = await startWorker(config, { scanEntry: options.scanEntry });
  try {
    await untilScanned(context.db, SCANS_WITHIN_MS);
    for (const demo of DEMO_VERSIONS) if (demo.arrives === "lost-file") await storeZip(context.storage, demo);
    for (const demo of DEMO_VERSIONS) await decide(context, demo);
  } finally {
    await worker.stop();
  }
}

/** Steps that an interrupted run took already are refused by the commands: what counts is the end, which is compared. */
async function decide(context: DemoContext, demo: DemoVersion): Promise<void> {
  for (const step of demo.steps) await takeStep(context, demo, step);
}

async function listMismatches(db: Db): Promise<string[]> {
  const mismatches: string[] = [];
  for (const demo of DEMO_VERSIONS) {
    const version = await findVersion(db, demo);
    if (version?.status !== demo.status)
      mismatches.push(`${demo.package.packageName} ${demo.package.version} is ${version?.status ?? "missing"} instead of ${demo.status}`);
  }
  return mismatches;
}

async function hasPerson(db: Db, email: string): Promise<boolean> {
  return (await db.$count(users, sql`lower(${users.email}) = ${email}`)) > 0;
}

async function addPeople(db: Db): Promise<DemoContext["ids"]> {
  const people = Object.entries(DEMO_PEOPLE) as [keyof typeof DEMO_PEOPLE, DemoPerson][];
  const ids: Partial<DemoContext["ids"]> = {};
  for (const [key, person] of people) ids[key] = await addPerson(db, person);
  return ids as DemoContext["ids"];
}

async function addPerson(db: Db, person: DemoPerson): Promise<string> {
  await db
    .insert(users)
    .values({ ...person, emailVerifiedAt: new Date() })
    .onConflictDoNothing();
  const [row] = await db.select({ id: users.id }).from(users).where(sql`lower(${users.email}) = ${person.email}`);
  return (row as { id: string }).id;
}

/** A few, so that lists sorted by downloads have an order. The addresses are reserved for documentation. */
async function addDownloads(db: Db, secret: string): Promise<void> {
  for (const [index, demo] of DEMO_VERSIONS.entries()) {
    const version = await findVersion(db, demo);
    if (version?.status !== "approved") continue;
    for (let client = 0; client <= (index * 7) % 12; client += 1)
      await countDownload(db, { versionId: version.id, address: `192.0.2.${client}`, secret });
  }
}

if (/seed\.(ts|mjs)$/.test(process.argv[1] ?? "")) {
  // One file is missing on purpose while it is checked; what matters is compared in the end and printed.
  setLogLevel("none");
  seed(env(), { validateEntry: validateThreadEntry(), scanEntry: scanProcessEntry(), print: console.log }).then(
    ({ outcome, mismatches }) => {
      if (outcome === "real-people") console.log("  people are here already: no demo data added");
      for (const line of mismatches) console.log(`  ${line}`);
      process.exit(0);
    },
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
}
