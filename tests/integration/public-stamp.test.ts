import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { addUpDownloads } from "@/db/commands/add-up-downloads";
import type { Executor } from "@/db/context";
import { getPublicCatalogue, getPublicStamp } from "@/db/queries/feed";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { getPluginPage } from "@/db/queries/plugin-page";
import { downloads, downloadTotals, pluginEditors, plugins, publicChanges, users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { JOB_MAX_ATTEMPTS } from "@/lib/jobs";
import { publicPlugins } from "../builders/public-plugins";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let pluginId: number;
let versionId: number;
let draftId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 12);
  owner = await personRow(db);
  const [shown] = await publicPlugins(db, { ownerId: owner.userId, plugins: 1, versionsEach: 1 });
  versionId = shown?.versionId ?? 0;
  pluginId = 1;
  const other = await pluginRow(db, owner, "draft");
  const draft = { pluginId: other, uploadedBy: owner, version: "1.0" };
  draftId = (await versionRow(db, { ...draft, status: "validated", verdict: "passed" })).versionId;
}, 60_000);
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Another public version of the same plugin. */
async function approved(version: string): Promise<number> {
  const { rows } = await db.execute<{ id: number }>(sql`
    insert into versions (plugin_id, version, artifact_sha256, status, basis, metadata, is_experimental, qgis_minimum, qgis_maximum, uploaded_via, first_approved_at)
    select plugin_id, ${version}, artifact_sha256, status, basis, metadata, is_experimental, qgis_minimum, qgis_maximum, uploaded_via, now()
    from versions where id = ${versionId} returning id`);
  return (rows[0] as { id: number }).id;
}

/** A transaction that ends when the test says so. */
async function begin(change: (tx: Executor) => Promise<unknown>) {
  let end: (how: "commit" | "rollback") => void = () => {};
  const asked = new Promise<"commit" | "rollback">((resolve) => {
    end = resolve;
  });
  let changed: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    changed = resolve;
  });
  const done = db
    .transaction(async (tx) => {
      await change(tx);
      changed();
      if ((await asked) === "rollback") throw new Error("rolled back");
    })
    .catch((error: Error) => {
      if (error.message !== "rolled back") throw error;
    });
  await Promise.race([ready, done]);
  return async (how: "commit" | "rollback") => {
    end(how);
    await done;
  };
}
const verdictOf =
  (verdict: "passed" | "advisory" | "blocked", id = versionId) =>
  (tx: Executor) =>
    tx.update(versions).set({ effectiveVerdict: verdict }).where(eq(versions.id, id));
const waitingJobs = async () =>
  (
    await db.execute<{ key: string }>(
      sql`select j.key from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'write_feed'`,
    )
  ).rows.map((row) => row.key);

test.each<[string, (tx: Executor) => Promise<unknown>]>([
  ["another verdict", (tx) => tx.update(versions).set({ effectiveVerdict: "advisory" }).where(eq(versions.id, versionId))],
  ["withdrawn", (tx) => tx.update(versions).set({ status: "withdrawn" }).where(eq(versions.id, versionId))],
  ["public again", (tx) => tx.update(versions).set({ status: "approved" }).where(eq(versions.id, versionId))],
  ["its texts", (tx) => tx.execute(sql`update versions set metadata = metadata || '{"about":"new"}' where id = ${versionId}`)],
  ["the plugin's name", (tx) => tx.update(plugins).set({ name: "Another" }).where(eq(plugins.id, pluginId))],
  ["deleted", (tx) => tx.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.id, pluginId))],
  ["restored", (tx) => tx.update(plugins).set({ deletedAt: null }).where(eq(plugins.id, pluginId))],
  ["the owner is trusted", (tx) => tx.update(users).set({ isTrusted: true }).where(eq(users.id, owner.userId))],
  ["the owner's name", (tx) => tx.update(users).set({ name: "Somebody" }).where(eq(users.id, owner.userId))],
  ["another owner", async (tx) => tx.insert(pluginEditors).values({ pluginId, userId: (await personRow(db)).userId, role: "owner" })],
])("the stamp changes: %s", async (_what, change) => {
  const before = await getPublicStamp(db);
  await db.transaction((tx) => change(tx));
  expect(await getPublicStamp(db)).not.toBe(before);
});

test("what strangers do not see leaves it alone, and no job is made", async () => {
  const [before, jobs] = [await getPublicStamp(db), await waitingJobs()];
  const newcomer = await personRow(db);
  await pluginRow(db, newcomer, "unheard_of");
  await db.update(versions).set({ effectiveVerdict: "advisory" }).where(eq(versions.id, draftId));
  await db.update(versions).set({ waitsBecause: "it is long" }).where(eq(versions.id, versionId));
  await db.update(users).set({ name: "Else", isTrusted: true }).where(eq(users.id, newcomer.userId));
  await db.delete(versions).where(eq(versions.id, draftId));
  expect(await getPublicStamp(db)).toBe(before);
  expect(await waitingJobs()).toEqual(jobs);
});

test("changes that overlap never wait for each other, and each commit is seen, in whatever order they end", async () => {
  const second = await approved("2.0");
  const third = await approved("3.0");
  const stamps = [await getPublicStamp(db)];
  const endFirst = await begin(verdictOf("blocked"));
  const endSecond = await begin(verdictOf("blocked", second));
  const endThird = await begin(verdictOf("blocked", third));
  expect(await getPublicStamp(db)).toBe(stamps[0]);
  for (const end of [endSecond, endFirst, endThird]) {
    await end("commit");
    stamps.push(await getPublicStamp(db));
  }
  expect(new Set(stamps).size).toBe(4);
});

test("a document made while a change was under way is not kept for after it", async () => {
  const feed = new FeedDocuments(db, "https://plugins.example.org");
  const question = { qgis: null, stableOnly: false, packageName: "plugin_1" };
  const all = { ...question, packageName: null };
  const [old, end] = [await feed.get(all), await begin(verdictOf("advisory"))];
  const endLater = await begin((tx) => tx.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.id, pluginId)));
  expect((await feed.get(all)).name).toBe(old.name);
  await endLater("commit");
  const empty = await feed.get(all);
  expect((await feed.xmlOf(empty)).toString()).not.toContain("<pyqgis_plugin");
  await end("commit");
  await db.update(plugins).set({ deletedAt: null }).where(eq(plugins.id, pluginId));
  expect((await feed.xmlOf(await feed.get(question))).toString()).toContain("<security_status>advisory</security_status>");
});

test("a change that is rolled back, wholly or to a savepoint, leaves no trace", async () => {
  const before = await getPublicStamp(db);
  await (await begin(verdictOf("blocked")))("rollback");
  expect(await getPublicStamp(db)).toBe(before);
  await db.transaction(async (tx) => {
    await tx
      .transaction(async (inner) => {
        await verdictOf("blocked")(inner);
        throw new Error("only this part");
      })
      .catch(() => {});
    await verdictOf("passed")(tx);
  });
  expect(await getPublicStamp(db)).not.toBe(before);
});

test("the job that a change makes is tried as often as the queue's table of jobs says", async () => {
  const { rows } = await db.execute<{ tries: number }>(
    sql`select distinct max_attempts::int as tries from graphile_worker._private_jobs where key like 'feed:%'`,
  );
  expect(rows).toEqual([{ tries: JOB_MAX_ATTEMPTS.write_feed }]);
});

test("many changes at once leave a handful of rows and one waiting job for each", async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, (_, number) => approved(`9.${number}`)));
  const before = await getPublicStamp(db);
  await Promise.all(ids.map((id) => db.transaction((tx) => verdictOf("advisory", id)(tx))));
  expect(Number(before.split("/")[0]) + 40).toBe(Number((await getPublicStamp(db)).split("/")[0]));
  // No more than there were connections at the same time.
  const slots = await db.$count(publicChanges);
  expect(slots).toBeLessThanOrEqual(12);
  expect((await waitingJobs()).length).toBeLessThanOrEqual(slots);
});

test("downloads are shown by whole days, and their sum is the same before and after they are added up", async () => {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  await db.insert(downloads).values([0, 2, 3, 3].map((daysAgo, index) => ({ versionId, day: day(daysAgo), addressHash: String(index) })));
  await db.insert(downloadTotals).values({ versionId, downloads: 1_000 });
  const shown = async () => (await getPublicCatalogue(db)).versions.find((one) => one.id === versionId)?.downloads;
  const onPage = async () => (await getPluginPage(db, "plugin_1", null))?.downloads;
  expect([await shown(), await onPage()]).toEqual([1_003, 1_004]);
  expect(await addUpDownloads(db)).toBe(3);
  expect([await shown(), await onPage()]).toEqual([1_003, 1_004]);
  expect(await db.$count(downloads)).toBe(1);
  expect(await addUpDownloads(db)).toBe(0);
});
