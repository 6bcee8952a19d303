import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { getScanEstimateMs, getScanProgress } from "@/db/queries/scan-progress";
import { checkRuns, plugins } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let approver: SignedIn;
let pluginId: number;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  owner = await personRow(db);
  approver = await personRow(db, { role: "approver" });
  pluginId = await pluginRow(db, owner, "sample");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("without a measured run there is no estimate; then the slowest pass's medians count", async () => {
  expect(await getScanEstimateMs(db)).toBeNull();
  await versionRow(db, { pluginId, uploadedBy: owner, version: "1.0", status: "validated", verdict: "passed" });
  // bandit, flake8 and coverage run one after another: three times 100 ms
  expect(await getScanEstimateMs(db)).toBe(300);
});

test("progress shows each check, in the order of the pages, until the verdict is there", async () => {
  const { versionId, scanId } = await versionRow(db, { pluginId, uploadedBy: owner, version: "1.1", status: "validating", verdict: null });
  await db
    .update(checkRuns)
    .set({ state: "running" })
    .where(and(eq(checkRuns.scanId, scanId), eq(checkRuns.checkId, "secrets")));
  const progress = await getScanProgress(db, owner, versionId);
  expect(progress).toMatchObject({ status: "validating", verdict: null, done: false, estimateMs: 300 });
  expect(progress?.checks.map((check) => check.id).slice(0, 2)).toEqual(["bandit", "secrets"]);
  expect(progress?.checks[1]).toMatchObject({ state: "running", durationMs: null });

  const ended = await versionRow(db, { pluginId, uploadedBy: owner, version: "1.2", status: "blocked", verdict: "blocked" });
  expect(await getScanProgress(db, approver, ended.versionId)).toMatchObject({
    status: "blocked",
    verdict: "blocked",
    done: true,
    estimateMs: null,
  });
});

test("strangers, suspended people and removed plugins get nothing", async () => {
  const { versionId } = await versionRow(db, { pluginId, uploadedBy: owner, version: "1.3", status: "validated", verdict: "passed" });
  expect(await getScanProgress(db, null, versionId)).toBeNull();
  expect(await getScanProgress(db, await personRow(db), versionId)).toBeNull();
  expect(await getScanProgress(db, { ...owner, isSuspended: true }, versionId)).toBeNull();
  expect(await getScanProgress(db, owner, 999_999)).toBeNull();
  await db.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.id, pluginId));
  expect(await getScanProgress(db, owner, versionId)).toBeNull();
});
