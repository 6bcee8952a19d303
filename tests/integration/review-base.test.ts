import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { getReviewBase } from "@/db/queries/review-base";
import { versionEvents, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let approver: SignedIn;
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  owner = await personRow(db);
  approver = await personRow(db, { role: "approver" });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

type How = "person" | "automatic" | "imported";

async function published(pluginId: number, version: string, how: How, at: Date, columns: object = {}): Promise<number> {
  const facts = { pluginId, uploadedBy: owner, version, verdict: "passed" as const, since: at };
  const dates = { firstApprovedAt: at, approvedAt: at };
  if (how === "imported") return (await versionRow(db, { ...facts, status: "approved", columns: { ...dates, ...columns } })).versionId;
  const { versionId, scanId } = await versionRow(db, { ...facts, status: "validated", columns });
  await db
    .update(versions)
    .set({ ...dates, status: "approved", basis: "verdict", approvalVerdict: "passed", approvalScanId: scanId })
    .where(eq(versions.id, versionId));
  await db.insert(versionEvents).values({
    ...{ versionId, pluginId, fromStatus: "validated", toStatus: "approved" },
    ...(how === "person"
      ? { event: "approve", actorKind: "person", actorId: approver.userId }
      : { event: "approve-automatically", actorKind: "system" }),
  });
  return versionId;
}

async function waiting(pluginId: number, version: string, columns: object = {}) {
  const { versionId } = await versionRow(db, { pluginId, uploadedBy: owner, version, status: "validated", verdict: "passed", columns });
  return requireVersion(versionId);
}

async function requireVersion(versionId: number) {
  const [row] = await db.select().from(versions).where(eq(versions.id, versionId));
  if (!row) throw new Error("no such version");
  return row;
}

test("the newest version that a person approved, not a newer one that was approved by itself", async () => {
  const plugin = await pluginRow(db, owner, "by_person");
  await published(plugin, "1.0", "person", day(1));
  await published(plugin, "1.1", "person", day(2));
  await published(plugin, "1.2", "automatic", day(3));
  expect(await getReviewBase(db, await waiting(plugin, "1.3"))).toMatchObject({ version: "1.1", approvedAt: day(2), isImported: false });
});

test("imported approvals count, of one import the highest number", async () => {
  const plugin = await pluginRow(db, owner, "imported");
  await published(plugin, "1.9", "imported", day(1));
  await published(plugin, "1.10", "imported", day(1));
  await published(plugin, "1.2", "imported", day(1));
  expect(await getReviewBase(db, await waiting(plugin, "2.0"))).toMatchObject({ version: "1.10", isImported: true });
});

test("another channel, another QGIS major and another plugin are no base", async () => {
  const plugin = await pluginRow(db, owner, "streams");
  await published(plugin, "1.0", "person", day(1), { isExperimental: true });
  await published(plugin, "1.1", "person", day(2), { qgisMinimum: 40_000, qgisMaximum: 40_099 });
  await published(await pluginRow(db, owner, "neighbour"), "1.2", "person", day(3));
  expect(await getReviewBase(db, await waiting(plugin, "1.3"))).toBeNull();
  expect(await getReviewBase(db, await waiting(plugin, "1.4", { isExperimental: true }))).toMatchObject({ version: "1.0" });
});

test("what its owner took back is still known, what staff hid is not", async () => {
  const plugin = await pluginRow(db, owner, "hidden");
  const withdrawn = await published(plugin, "1.0", "person", day(1));
  const hidden = await published(plugin, "1.1", "person", day(2));
  await db.update(versions).set({ status: "withdrawn" }).where(eq(versions.id, withdrawn));
  await db.update(versions).set({ status: "quarantined", previousStatus: "approved" }).where(eq(versions.id, hidden));
  expect(await getReviewBase(db, await waiting(plugin, "1.2"))).toMatchObject({ version: "1.0" });
});

test("a version that is public is compared with what came before it", async () => {
  const plugin = await pluginRow(db, owner, "public_one");
  await published(plugin, "1.0", "person", day(1));
  const second = await published(plugin, "1.1", "person", day(2));
  await published(plugin, "1.2", "person", day(3));
  expect(await getReviewBase(db, await requireVersion(second))).toMatchObject({ version: "1.0" });
});
