import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { getUploadTarget } from "@/db/queries/upload";
import { findingDecisions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n));

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  owner = await personRow(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
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
