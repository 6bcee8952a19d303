import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { decideLater, undoDecisions } from "@/db/commands/decide-later";
import { getReviewQueue, type QueueFilter } from "@/db/queries/review-queue";
import { getWaiting } from "@/db/queries/review-waiting";
import { checkRuns, findingDecisions, rulesets, versionEvents, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { LIST_OBSTACLE_WORDS } from "@/lib/domain/review-queue";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { personRow, pluginRow, type VersionFacts, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let approver: SignedIn;
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000);

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  owner = await personRow(db);
  approver = await personRow(db, { role: "approver" });
  await fill();
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const add = (pluginId: number, version: string, facts: Omit<VersionFacts, "pluginId" | "uploadedBy" | "version">, by = owner) =>
  versionRow(db, { pluginId, uploadedBy: by, version, ...facts });

async function fill() {
  const young = await pluginRow(db, owner, "young");
  const old = await pluginRow(db, owner, "old");
  const mine = await pluginRow(db, approver, "mine");
  const newcomer = await personRow(db);
  const first = await pluginRow(db, newcomer, "first");
  await add(young, "1.0", { status: "validated", verdict: "passed", since: daysAgo(5), waitsBecause: "New author" });
  await add(old, "1.0", { status: "approved", verdict: "blocked", since: daysAgo(3), finds: [{}] });
  await add(old, "1.10", { status: "validated", verdict: "advisory", since: daysAgo(2), columns: { newCriticalSuppressions: 2 } });
  await add(old, "1.9", { status: "validated", verdict: "passed", since: daysAgo(9) });
  await add(old, "2.0", { status: "validated", verdict: "passed", since: daysAgo(1), columns: { isExperimental: true } });
  await add(old, "3.0", { status: "validated", verdict: "passed", since: daysAgo(8), columns: { qgisMinimum: 40000, qgisMaximum: 40099 } });
  await add(first, "1.0", { status: "validated", verdict: "passed", since: daysAgo(4), columns: { uploadedVia: "token" } }, newcomer);
  await add(mine, "2.0", { status: "inconclusive", verdict: "inconclusive", since: daysAgo(4) }, approver);
  await add(young, "0.8", { status: "blocked", verdict: "blocked", since: daysAgo(6) });
  const asked = await add(young, "0.9", { status: "blocked", verdict: "blocked", since: daysAgo(6), finds: [{ fingerprint: "fx" }] });
  await db.insert(findingDecisions).values({
    ...{ pluginId: young, fingerprint: "fx", ruleId: "bandit/B602", kind: "acceptance-asked" as const, equalCount: 1 },
    ...{ reason: "It is the purpose.", ...asked, decidedBy: owner.userId, decidedAt: daysAgo(1) },
  });
}

const ask = async (filter: Partial<QueueFilter> = {}, person = approver) => {
  const queue = await getReviewQueue(db, person, { list: "ready", sort: "oldest", page: 1, ...filter });
  if (!queue) throw new Error("no queue");
  return queue;
};
const names = async (filter: Partial<QueueFilter> = {}, person = approver) =>
  (await ask(filter, person)).rows.map((row) => `${row.packageName} ${row.version}`);

test("only reviewers have a queue", async () => {
  const filter = { list: "ready", sort: "oldest", page: 1 } as const;
  expect(await getReviewQueue(db, null, filter)).toBeNull();
  expect(await getReviewQueue(db, owner, filter)).toBeNull();
  expect(await getReviewQueue(db, { ...approver, isSuspended: true }, filter)).toBeNull();
});

test("the oldest comes first; an older version of a stream stands after everything else, other streams do not", async () => {
  expect(await names()).toEqual(["old 3.0", "young 1.0", "first 1.0", "old 1.10", "old 2.0", "old 1.9"]);
  const { rows } = await ask();
  expect(rows.filter((row) => row.newer).map((row) => [row.version, row.newer?.version])).toEqual([["1.9", "1.10"]]);
});

test("each row says why it waits and until when", async () => {
  const { rows } = await ask({ includesOwn: true });
  const facts = new Map(rows.map((row) => [`${row.packageName} ${row.version}`, row]));
  expect(facts.get("young 1.0")).toMatchObject({ reasons: ["new-plugin"], waitsBecause: "New author", open: { critical: 0 } });
  expect(facts.get("first 1.0")?.reasons).toEqual(["new-plugin", "first-by-author"]);
  expect(facts.get("old 1.10")).toMatchObject({ reasons: ["new-suppressions"], newCriticalSuppressions: 2, open: { warning: 1 } });
  const needs = (await ask({ list: "needs-decision", includesOwn: true })).rows;
  expect(needs.map((row) => [row.packageName, row.version, row.reasons, row.isOwn])).toEqual([
    ["mine", "2.0", ["new-plugin", "first-by-author", "inconclusive"], true],
    ["old", "1.0", ["public-not-clean"], false],
    ["young", "0.9", ["new-plugin", "acceptance-asked"], false],
  ]);
  const daysAllowed = [...rows, ...needs].map((row) => (row.dueAt.getTime() - row.since.getTime()) / (24 * 60 * 60 * 1000));
  expect(daysAllowed).toEqual([7, 7, 7, 7, 7, 7, 3, 2, 3]);
});

test("a row that cannot be approved from the list says why", async () => {
  const other = await pluginRow(db, owner, "obstacles");
  const named = await add(other, "1.0", { status: "validated", verdict: "passed", columns: { metadata: { name: "plugin OLD" } as never } });
  const many = await add(other, "2.0", { status: "validated", verdict: "passed" });
  await db.transaction(async (tx) => {
    // The scan is concluded: its runs are closed. The ruleset of these rows knows no rule that could block.
    await tx.execute(sql`set local session_replication_role = replica`);
    const isBandit = and(eq(checkRuns.scanId, many.scanId), eq(checkRuns.checkId, "bandit"));
    await tx.update(rulesets).set({ data: sql`jsonb_set(data, '{rules}', ${JSON.stringify(DEFAULT_RULESET.rules)}::jsonb)` });
    await tx
      .update(checkRuns)
      .set({ omitted: { "bandit/B602": 3 } })
      .where(isBandit);
  });
  const rows = [...(await ask({ includesOwn: true })).rows, ...(await ask({ list: "needs-decision", includesOwn: true })).rows];
  expect(Object.fromEntries(rows.map((row) => [`${row.packageName} ${row.version}`, row.obstacle]))).toMatchObject({
    "young 1.0": null,
    "old 1.10": "new-suppressions",
    "old 1.9": "newer-waits",
    "mine 2.0": "own",
    "young 0.9": "blocked",
    "old 1.0": null,
    "obstacles 1.0": "name-taken",
    "obstacles 2.0": "may-hide",
  });
  // Its page and its selection say the same as the server.
  const looked = { versionId: named.versionId, scanId: named.scanId, artifactSha256: "a".repeat(64) };
  const refused = await decideLater(db, { ...looked, person: approver, decision: "approve" });
  expect(refused).toMatchObject({ ok: false, error: { code: "conflict", message: expect.stringContaining("has the name") } });
  await db.delete(versions).where(eq(versions.pluginId, other));
});

test("an older version of which a newer one waits is approved on its own page alone", async () => {
  const { rows } = await ask();
  const older = rows.find((row) => row.version === "1.9");
  const looked = { versionId: older?.versionId ?? 0, scanId: older?.scanId ?? "", artifactSha256: older?.artifactSha256 ?? "" };
  const approve = { ...looked, person: approver, decision: "approve" } as const;
  const message = LIST_OBSTACLE_WORDS["newer-waits"];
  expect(await decideLater(db, { ...approve, isFromList: true })).toMatchObject({ ok: false, error: { code: "conflict", message } });
  expect(await decideLater(db, approve)).toMatchObject({ ok: true });
  await undoDecisions(db, { person: approver });
});

test("a new scan does not begin the wait anew, another file does", async () => {
  const pluginId = await pluginRow(db, await personRow(db), "scanned_again");
  const hour = 1 / 24;
  type Step = [event: string, toStatus: "validating" | "validated" | "blocked", daysAgo: number];
  const happened = async (version: string, steps: Step[], columns: NonNullable<VersionFacts["columns"]> = {}) => {
    const { versionId } = await add(pluginId, version, { status: "validated", verdict: "passed", since: daysAgo(hour), columns });
    await db
      .insert(versionEvents)
      .values(
        steps.map(([event, toStatus, days]) => ({ versionId, pluginId, actorKind: "system" as const, event, toStatus, at: daysAgo(days) })),
      );
  };
  await happened("1.0", [
    ["upload", "validating", 5],
    ["conclude", "validated", 5],
    ["rescan", "validating", hour],
    ["conclude", "validated", hour],
  ]);
  const replaced: Step[] = [
    ["upload", "validating", 5],
    ["conclude", "validated", 5],
    ["replace-file", "validating", hour],
    ["conclude", "validated", hour],
  ];
  await happened("2.0", replaced, { isExperimental: true });
  const blockedBetween: Step[] = [
    ["conclude", "validated", 5],
    ["conclude", "blocked", 4],
    ["finding-accepted", "validated", 3],
    ["rescan", "validating", hour],
    ["conclude", "validated", hour],
  ];
  await happened("3.0", blockedBetween, { qgisMinimum: 40000, qgisMaximum: 40099 });
  const rows = (await ask()).rows.filter(({ packageName }) => packageName === "scanned_again");
  const waited = rows.map(({ version, since }) => [version, Math.round((Date.now() - since.getTime()) / 86_400_000)]);
  expect(waited.sort()).toEqual([
    ["1.0", 5],
    ["2.0", 0],
    ["3.0", 3],
  ]);
  await db.update(versions).set({ status: "rejected" }).where(eq(versions.pluginId, pluginId));
});

test("filters narrow the list, and what can be filtered is counted", async () => {
  expect(await names({ reason: "new-plugin" })).toEqual(["young 1.0", "first 1.0"]);
  expect(await names({ reason: "new-suppressions" })).toEqual(["old 1.10"]);
  expect(await names({ channel: "experimental" })).toEqual(["old 2.0"]);
  expect(await names({ via: "token" })).toEqual(["first 1.0"]);
  expect(await names({ onlyLate: true })).toEqual(["old 3.0", "old 1.9"]);
  expect(await names({ text: "YOUN" })).toEqual(["young 1.0"]);
  expect(await names({ text: owner.name, channel: "stable", via: "web" })).toContain("old 1.10");
  expect(await names({ text: "%" })).toEqual([]);
  expect(await names({ sort: "newest" })).toEqual(["old 2.0", "old 1.10", "first 1.0", "young 1.0", "old 3.0", "old 1.9"]);
  expect((await ask({ onlyLate: true })).counts).toEqual({
    lists: { ready: 6, "needs-decision": 2 },
    reasons: {
      ...{ "new-plugin": 2, "first-by-author": 1, "new-suppressions": 1 },
      ...{ "acceptance-asked": 0, "public-not-clean": 0, inconclusive: 0 },
    },
    late: 2,
    own: 0,
  });
});

test("one's own plugins are left out and counted", async () => {
  expect(await names({ list: "needs-decision" })).toEqual(["old 1.0", "young 0.9"]);
  expect((await ask({ list: "needs-decision" })).counts.own).toBe(1);
});

test("a request about several places is one request; those that are older than numbers count singly", async () => {
  const plugin = await pluginRow(db, owner, "places");
  const finds = ["p1", "p2", "p3", "p4"].map((fingerprint) => ({ fingerprint }));
  const version = await add(plugin, "1.0", { status: "blocked", verdict: "blocked", since: daysAgo(2), finds });
  const asked = {
    pluginId: plugin,
    ruleId: "bandit/B602",
    kind: "acceptance-asked" as const,
    equalCount: 1,
    reason: "Meant so.",
    ...version,
  };
  const numbers = [1001, 1001, null, null];
  await db.insert(findingDecisions).values(finds.map((find, index) => ({ ...asked, ...find, groupNo: numbers[index] ?? null })));
  const { rows } = await ask({ list: "needs-decision" });
  expect(rows.find((row) => row.packageName === "places")?.openRequests).toBe(3);
  await db.execute(sql`update plugins set deleted_at = now() where id = ${plugin}`);
});

test("a version that waits for nobody is told apart", async () => {
  const numbered = async (number: string) => {
    const [version] = await db.select().from(versions).where(eq(versions.version, number));
    return version as typeof versions.$inferSelect;
  };
  const waiting = async (number: string) => getWaiting(db, approver.userId, await numbered(number));
  expect(await waiting("0.9")).toEqual({ openRequests: 1, newer: { versionId: expect.any(Number), version: "1.0" } });
  expect(await waiting("1.10")).toEqual({ openRequests: 0, newer: null });
  expect((await waiting("1.9"))?.newer).toEqual({ versionId: (await numbered("1.10")).id, version: "1.10" });
  expect(await waiting("0.8")).toBeNull();
});

test("a request that was answered waits no more, and a deleted plugin does not wait", async () => {
  const [request] = await db.select().from(findingDecisions);
  await db.insert(findingDecisions).values({
    ...{ pluginId: request?.pluginId ?? 0, fingerprint: "fx", ruleId: "bandit/B602", kind: "acceptance-refused" as const, equalCount: 1 },
    ...{ reason: "No.", versionId: request?.versionId ?? 0, scanId: request?.scanId ?? "", ends: request?.id },
  });
  expect(await names({ list: "needs-decision" })).toEqual(["old 1.0"]);
  await db.execute(sql`update plugins set deleted_at = now() where package_name = 'first'`);
  expect(await names({ reason: "first-by-author" })).toEqual([]);
});

test("thousands of rows come page by page, each once, and a page that is not there is the last one", async () => {
  const bulk = await pluginRow(db, owner, "bulk");
  await db.execute(sql`
    insert into versions (plugin_id, version, artifact_sha256, status, effective_verdict, effective_reason, metadata, is_experimental, qgis_minimum, qgis_maximum, uploaded_by, uploaded_via)
    select ${bulk}, '1.' || n, artifact_sha256, 'validated', 'passed', effective_reason, metadata, false, (n * 10000), (n * 10000 + 99), uploaded_by, 'import'
    from versions, generate_series(1, 130) n where version = '1.10'`);
  const seen: number[] = [];
  const { found, pages } = await ask({ via: "import" });
  expect([found, pages]).toEqual([130, 3]);
  for (const page of [1, 2, 3]) seen.push(...(await ask({ via: "import", page })).rows.map((row) => row.versionId));
  expect(new Set(seen).size).toBe(130);
  expect((await ask({ via: "import", page: 99 })).page).toBe(3);
});
