import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { listCatalogue } from "@/db/queries/catalogue";
import { getCatalogueNumbers } from "@/db/queries/catalogue-numbers";
import { getLatestPublicVersion, getPluginPage } from "@/db/queries/plugin-page";
import { getVersionReport } from "@/db/queries/version-report";
import type { SignedIn } from "@/lib/domain/permissions";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let stranger: SignedIn;
let approver: SignedIn;
const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n));
const everything = { sort: "newest", page: 1 } as const;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  owner = await personRow(db);
  stranger = await personRow(db);
  approver = await personRow(db, { role: "approver" });
  const shown = await pluginRow(db, owner, "shown");
  await versionRow(db, { pluginId: shown, uploadedBy: owner, version: "1.9", status: "approved", verdict: "passed", since: hour(1) });
  await versionRow(db, {
    pluginId: shown,
    uploadedBy: owner,
    version: "1.10",
    status: "approved",
    verdict: "blocked",
    since: hour(2),
    finds: [{}],
  });
  await versionRow(db, {
    pluginId: shown,
    uploadedBy: owner,
    version: "2.0",
    status: "blocked",
    verdict: "blocked",
    since: hour(3),
    finds: [{}],
  });
  const hidden = await pluginRow(db, owner, "hidden");
  await versionRow(db, { pluginId: hidden, uploadedBy: owner, version: "0.1", status: "validated", verdict: "passed", since: hour(4) });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("the catalogue lists public plugins with the badge of the version that became public last", async () => {
  const found = await listCatalogue(db, everything);
  expect(found.items.map(({ packageName, version, verdict }) => ({ packageName, version, verdict }))).toEqual([
    { packageName: "shown", version: "1.10", verdict: "blocked" },
  ]);
  expect(await getCatalogueNumbers(db)).toMatchObject({ plugins: 1, versionsChecked: 2, green: 0, red: 1 });
});

test("searching takes words literally and filters by badge", async () => {
  const total = async (filter: object) => (await listCatalogue(db, { ...everything, ...filter })).total;
  expect(await total({ text: "SHOWN" })).toBe(1);
  expect(await total({ text: "shown nowhere" })).toBe(0);
  for (const text of ["%", "_____", "\\", "' or 1=1 --"]) expect(await total({ text })).toBe(0);
  for (const nul of [{ text: "shown\0" }, { tag: "\0" }, { author: "\0" }]) expect(await total(nul)).toBe(0);
  expect(await total({ badge: "red" })).toBe(1);
  expect(await total({ badge: "green" })).toBe(0);
  expect(await total({ page: 99 })).toBe(1);
});

test("a plugin page shows drafts to its editors and to approvers only", async () => {
  for (const viewer of [null, stranger, { ...approver, isSuspended: true }]) {
    const page = await getPluginPage(db, "SHOWN", viewer);
    expect(page?.versions.map((version) => version.version)).toEqual(["1.10", "1.9"]);
    expect(page?.maintainers).toEqual([]);
    expect(await getPluginPage(db, "hidden", viewer)).toBeNull();
  }
  for (const viewer of [owner, approver]) {
    expect((await getPluginPage(db, "shown", viewer))?.versions.map((version) => version.version)).toEqual(["2.0", "1.10", "1.9"]);
    expect((await getPluginPage(db, "hidden", viewer))?.newestPublic).toBeNull();
  }
  expect(await getLatestPublicVersion(db, "shown")).toEqual({ packageName: "shown", version: "1.10" });
  expect(await getLatestPublicVersion(db, "hidden")).toBeNull();
});

test("a stranger gets counts of a public version, no code and no history; of a draft nothing", async () => {
  for (const viewer of [null, stranger]) {
    expect(await getVersionReport(db, "shown", "2.0", viewer)).toBeNull();
    const report = await getVersionReport(db, "shown", "1.10", viewer);
    expect(report?.access).toBe("summary");
    expect(report?.history).toEqual([]);
    expect(report?.uploadedByName).toBeNull();
    expect(report?.scan?.checks.reduce((sum, check) => sum + check.open.critical, 0)).toBe(1);
  }
  for (const viewer of [owner, approver]) {
    const report = await getVersionReport(db, "shown", "2.0", viewer);
    expect(report?.access).toBe("report");
    expect(report?.scan?.checks.map((check) => check.open.critical)).toContain(1);
  }
});

test("a public version that could not be checked does not count as checked", async () => {
  const id = await pluginRow(db, owner, "unchecked");
  await versionRow(db, { pluginId: id, uploadedBy: owner, version: "1.0", status: "approved", verdict: "inconclusive", since: hour(5) });
  expect(await getCatalogueNumbers(db)).toMatchObject({ plugins: 2, versionsChecked: 2 });
});
