import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { type DownloadableFile, getDownloadableFile } from "@/db/queries/download";
import { getPublicStamp } from "@/db/queries/feed";
import { PublicFiles } from "@/db/queries/public-files";
import { plugins, versions } from "@/db/schema";
import { publicPlugins } from "../builders/public-plugins";
import { personRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let row: { versionId: number; packageName: string; version: string };
let reads = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 4);
  const rows = await publicPlugins(db, { ownerId: (await personRow(db)).userId, plugins: 2, versionsEach: 2 });
  row = rows[0] as typeof row;
}, 60_000);
beforeEach(async () => {
  await db.update(versions).set({ status: "approved" }).where(eq(versions.id, row.versionId));
  await db.update(plugins).set({ deletedAt: null });
  reads = 0;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

type Read = (packageName: string, version: string) => Promise<DownloadableFile | null>;
const read: Read = (packageName, version) => {
  reads += 1;
  return getDownloadableFile(db, packageName, version);
};
/** What one web process remembers. */
const webProcess = (how: Read = read) => new PublicFiles(() => getPublicStamp(db), how);
const ask = (files: PublicFiles) => files.get(row.packageName, row.version);
const hide = () => db.update(versions).set({ status: "withdrawn" }).where(eq(versions.id, row.versionId));

test("a file is looked up once while nothing public changes, and what is not public is never remembered", async () => {
  const files = webProcess();
  const first = await ask(files);
  expect(first).toMatchObject({ versionId: row.versionId, isPublic: true });
  expect(await Promise.all([ask(files), ask(files), ask(files)])).toEqual([first, first, first]);
  expect(reads).toBe(1);
  expect(await files.get(row.packageName, "no such version")).toBeNull();
  await hide();
  expect(await ask(files)).toBeNull();
  expect(await ask(files)).toBeNull();
  expect(reads).toBe(4);
});

test.each([
  ["hidden", hide],
  ["of a deleted plugin", () => db.update(plugins).set({ deletedAt: new Date() })],
  ["renamed", () => db.execute(sql`update plugins set package_name = package_name || '_renamed'`)],
])("what is %s is gone from the very next answer of every process", async (_what, change) => {
  const processes = [webProcess(), webProcess()] as const;
  for (const files of processes) expect(await ask(files)).not.toBeNull();
  await change();
  for (const files of processes) expect(await ask(files)).toBeNull();
  await db.execute(sql`update plugins set package_name = replace(package_name, '_renamed', '')`);
});

test("an answer that began before a version was hidden leaves nothing behind for those that begin after it", async () => {
  const holding: (() => void)[] = [];
  const files = webProcess(async (packageName, version) => {
    const file = await read(packageName, version);
    if (reads === 1) await new Promise<void>((resolve) => holding.push(resolve));
    return file;
  });
  const early = ask(files);
  while (holding.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await hide();
  expect(await ask(files)).toBeNull();
  for (const release of holding) release();
  expect(await early).toMatchObject({ versionId: row.versionId });
  expect(await ask(files)).toBeNull();
});
