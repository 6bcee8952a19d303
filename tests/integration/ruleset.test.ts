import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { activateRuleset } from "@/db/commands/activate-ruleset";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { getActiveRuleset, listRulesetActivations, listRulesets, requireActiveRuleset } from "@/db/queries/rulesets";
import { rulesetActivations, rulesets } from "@/db/schema";
import { diffRulesets } from "@/scanners/ruleset/diff-rulesets";
import { DEFAULT_RULESET, QGIS_2026_07_RULESET, rulesetDigest } from "@/scanners/ruleset/rulesets";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 4);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Takes the job away that has verdicts follow the rules. @returns how many there were */
async function takeRollouts(): Promise<number> {
  const { rows } = await db.execute(sql`delete from graphile_worker._private_jobs where key = 'apply-ruleset' returning id`);
  return rows.length;
}

test("processes that start at the same moment put the default in force once", async () => {
  expect(await getActiveRuleset(db)).toBeNull();
  await expect(requireActiveRuleset(db)).rejects.toThrow("No ruleset is in force");
  await Promise.all([ensureRulesets(db), ensureRulesets(db), ensureRulesets(db)]);
  expect((await requireActiveRuleset(db)).digest).toBe(DEFAULT_RULESET.digest);
  expect(await listRulesetActivations(db)).toHaveLength(1);
  expect((await listRulesets(db)).map((one) => one.name)).toEqual(["default", "qgis-2026-07"]);
});

test("a stored ruleset gives the digest that it was stored under", async () => {
  for (const { data, digest } of await db.select().from(rulesets)) expect(rulesetDigest(data)).toBe(digest);
});

test("activating asks for a note, and a choice survives the next start", async () => {
  const qgis = { digest: QGIS_2026_07_RULESET.digest, activatedBy: null };
  expect(await activateRuleset(db, { ...qgis, note: " " })).toMatchObject({ error: { code: "invalid" } });
  expect(await activateRuleset(db, { ...qgis, digest: "0".repeat(64), note: "n" })).toMatchObject({ error: { code: "not-found" } });
  expect(await activateRuleset(db, { ...qgis, note: "as strict as the site" })).toMatchObject({
    ok: true,
    value: { name: "qgis-2026-07" },
  });
  expect(await takeRollouts()).toBe(1);
  expect(await activateRuleset(db, { ...qgis, note: "again" })).toMatchObject({ error: { code: "conflict" } });
  await ensureRulesets(db);
  expect((await requireActiveRuleset(db)).name).toBe("qgis-2026-07");
  expect((await listRulesetActivations(db))[0]).toMatchObject({ name: "qgis-2026-07", note: "as strict as the site" });
  expect(await takeRollouts()).toBe(0);
});

test("an older default that nobody chose gives way to the shipped one", async () => {
  const { digest: _, ...rest } = DEFAULT_RULESET;
  const older = { ...rest, version: 0 };
  const digest = rulesetDigest(older);
  const automatic = (await listRulesetActivations(db)).at(-1)?.note ?? "";
  await db.insert(rulesets).values({ digest, name: older.name, version: 0, data: { ...older, digest } });
  await db.insert(rulesetActivations).values({ digest, note: automatic });
  expect((await requireActiveRuleset(db)).version).toBe(0);
  await ensureRulesets(db);
  expect((await requireActiveRuleset(db)).digest).toBe(DEFAULT_RULESET.digest);
  expect(await takeRollouts()).toBe(1);
});

test("a comparison names the rules that differ, in words", () => {
  expect(diffRulesets(DEFAULT_RULESET, DEFAULT_RULESET)).toEqual([]);
  const changes = diffRulesets(DEFAULT_RULESET, QGIS_2026_07_RULESET);
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.find((one) => one.ruleId === "bandit/B301")).toEqual({ ruleId: "bandit/B301", before: "warning", after: "critical" });
});
