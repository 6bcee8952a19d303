import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { getReviewQueue } from "@/db/queries/review";
import { getUploadTarget } from "@/db/queries/upload";
import { findingDecisions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let approver: SignedIn;
const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n));

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

test("only reviewers have a queue", async () => {
  expect(await getReviewQueue(db, null)).toBeNull();
  expect(await getReviewQueue(db, owner)).toBeNull();
  expect(await getReviewQueue(db, { ...approver, isSuspended: true })).toBeNull();
});

test("the two lists hold what waits, oldest first, with the reasons why", async () => {
  const young = await pluginRow(db, owner, "young");
  const old = await pluginRow(db, owner, "old");
  const mine = await pluginRow(db, approver, "mine");
  await versionRow(db, {
    pluginId: young,
    uploadedBy: owner,
    version: "1.0",
    status: "validated",
    verdict: "passed",
    since: hour(3),
    waitsBecause: "New author",
  });
  await versionRow(db, {
    pluginId: old,
    uploadedBy: owner,
    version: "1.0",
    status: "approved",
    verdict: "blocked",
    since: hour(2),
    finds: [{}],
  });
  await versionRow(db, { pluginId: old, uploadedBy: owner, version: "1.1", status: "validated", verdict: "advisory", since: hour(1) });
  await versionRow(db, {
    pluginId: mine,
    uploadedBy: approver,
    version: "2.0",
    status: "inconclusive",
    verdict: "inconclusive",
    since: hour(4),
  });
  const asked = await versionRow(db, {
    pluginId: mine,
    uploadedBy: approver,
    version: "2.1",
    status: "blocked",
    verdict: "blocked",
    since: hour(5),
    finds: [{ fingerprint: "fx" }],
  });
  await versionRow(db, {
    pluginId: mine,
    uploadedBy: approver,
    version: "2.2",
    status: "blocked",
    verdict: "blocked",
    since: hour(6),
    finds: [{ fingerprint: "fy" }],
  });
  const request = {
    pluginId: mine,
    fingerprint: "fx",
    ruleId: "bandit/B602",
    kind: "acceptance-asked" as const,
    equalCount: 1,
    reason: "It is the purpose.",
    versionId: asked.versionId,
    scanId: asked.scanId,
  };
  const [row] = await db
    .insert(findingDecisions)
    .values({ ...request, decidedBy: approver.userId, decidedAt: hour(1) })
    .returning();

  const queue = await getReviewQueue(db, approver);
  expect(queue?.ready.map((r) => [r.packageName, r.version, r.isNewPlugin, r.isFirstByAuthor, r.waitsBecause, r.isOwn])).toEqual([
    ["old", "1.1", false, false, null, false],
    ["young", "1.0", true, false, "New author", false],
  ]);
  expect(queue?.needsDecision.map((r) => [r.packageName, r.version, r.needs, r.openRequests, r.isOwn])).toEqual([
    ["mine", "2.1", ["acceptance-asked"], 1, true],
    ["old", "1.0", ["public-not-clean"], 0, false],
    ["mine", "2.0", ["inconclusive"], 0, true],
  ]);

  await db.insert(findingDecisions).values({ ...request, kind: "acceptance-refused", reason: "No.", ends: row?.id });
  const answered = await getReviewQueue(db, approver);
  expect(answered?.needsDecision.map((r) => r.version)).toEqual(["1.0", "2.0"]);
});

test("my plugins tell what must be fixed, and leave out what an approver accepted", async () => {
  const person = await personRow(db);
  const pluginId = await pluginRow(db, person, "desk");
  await versionRow(db, { pluginId, uploadedBy: person, version: "1.9", status: "approved", verdict: "passed", since: hour(1) });
  await versionRow(db, { pluginId, uploadedBy: person, version: "1.10", status: "approved", verdict: "advisory", since: hour(2) });
  const draft = await versionRow(db, {
    pluginId,
    uploadedBy: person,
    version: "1.11",
    status: "blocked",
    verdict: "blocked",
    since: hour(3),
    finds: [
      { line: 9 },
      { line: 4, fingerprint: "kept" },
      { line: 5, fingerprint: "pragma", suppression: { by: "pragma", ruleSpecific: true, text: "# nosec B602", path: "sample/plugin.py" } },
      { line: 6, fingerprint: "bare", suppression: { by: "pragma", ruleSpecific: false, text: "# nosec", path: "sample/plugin.py" } },
      { severity: "warning", line: 1, fingerprint: "w" },
    ],
  });
  await db
    .insert(findingDecisions)
    .values({ pluginId, fingerprint: "kept", ruleId: "bandit/B602", kind: "acceptance", equalCount: 1, reason: "Fine.", ...draft });

  const [row, ...others] = await listMyPlugins(db, person.userId);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    packageName: "desk",
    newest: { version: "1.11", status: "blocked" },
    newestPublic: { version: "1.10", verdict: "advisory" },
  });
  expect(row?.drafts.map((d) => d.version)).toEqual(["1.11"]);
  expect(row?.mustFix.map((f) => f.line)).toEqual([6, 9]);
  expect(await listMyPlugins(db, (await personRow(db)).userId)).toEqual([]);
});

test("the upload page knows the plugin that a correction is for, and says nothing of others'", async () => {
  const person = await personRow(db);
  const pluginId = await pluginRow(db, person, "Target");
  await versionRow(db, { pluginId, uploadedBy: person, version: "1.0", status: "approved", verdict: "passed", since: hour(1) });
  await versionRow(db, { pluginId, uploadedBy: person, version: "1.1", status: "returned", verdict: "passed", since: hour(2) });
  expect(await getUploadTarget(db, person.userId, "target")).toEqual({
    packageName: "Target",
    name: "Plugin Target",
    newestVersion: { version: "1.1", status: "returned" },
    replaceable: [{ version: "1.1", status: "returned" }],
  });
  expect(await getUploadTarget(db, owner.userId, "target")).toBeNull();
});
