/** Versions that change only texts and pictures: off, dry run, on; and everything that must not slip through. */
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deleteDraft } from "@/db/commands/manage-version";
import { setHarmlessLane } from "@/db/commands/set-harmless-lane";
import { countHarmlessOutcomes, listHarmlessCases } from "@/db/queries/harmless-lane";
import { getHarmlessLaneMode, listHarmlessLaneChanges } from "@/db/queries/settings";
import { harmlessChecks, versionEvents } from "@/db/schema";
import type { HarmlessLaneMode } from "@/lib/domain/harmless-lane";
import type { SignedIn } from "@/lib/domain/permissions";
import { isInHarmlessSample } from "@/lib/harmless-sample";
import { SHELL_INTENDED } from "@/tests/builders/findings";
import type { PluginOptions } from "@/tests/builders/plugin";
import { pluginZip } from "@/tests/builders/plugin-zip";
import { png } from "@/tests/builders/png";
import { importPlugin } from "@/tests/helpers/import-plugin";
import { openStaffedRepository, type StaffedRepository } from "@/tests/helpers/staffed-repository";
import { waitFor } from "@/tests/helpers/wait-for";

let scene: StaffedRepository;
let repository: StaffedRepository["repository"];
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;
let plugin: { packageName: string; name: string };
let pluginId = 0;

beforeAll(async () => {
  scene = await openStaffedRepository();
  ({ repository, owner, approver, admin } = scene);
});
afterAll(() => repository.close());

/** Each test has a plugin of which a person approved 1.0.0, and whose next versions are not drawn. */
beforeEach(() => startPlugin(false, false, false, false));

/** @param draws whether a harmless version is drawn while one version was public, while two were, … */
async function startPlugin(...draws: boolean[]): Promise<void> {
  const isSo = (pluginId: number) =>
    draws.every((isDrawn, index) => isInHarmlessSample(repository.env.AUTH_SECRET, { pluginId, publishedVersions: index + 1 }) === isDrawn);
  do pluginId += 1;
  while (!isSo(pluginId));
  await repository.db.execute(sql`select setval(pg_get_serial_sequence('plugins', 'id'), ${pluginId}, false)`);
  plugin = { packageName: `lane_${pluginId}`, name: `Lane ${pluginId}` };
  await approvedByPerson("1.0.0");
}

async function set(mode: HarmlessLaneMode): Promise<void> {
  if ((await getHarmlessLaneMode(repository.db)) === mode) return;
  const done = await setHarmlessLane(repository.db, { person: admin, mode, note: "for this test" });
  if (!done.ok) throw new Error(done.error.message);
}

const packageFor = (version: string, options: PluginOptions = {}): Uint8Array =>
  pluginZip({ ...plugin, version, ...options, files: { "README.md": `What is new in ${version}\n`, ...options.files } });

async function sent(version: string, options: PluginOptions = {}, person = owner) {
  const { versionId } = await repository.accepted(person, packageFor(version, options));
  return repository.settled(versionId);
}

async function approvedByPerson(version: string, options: PluginOptions = {}) {
  const before = await getHarmlessLaneMode(repository.db);
  await set("off");
  await scene.approve(await sent(version, options));
  await set(before);
}

/** An editor of the test's plugin whose versions are published by themselves. */
async function trustedEditor(): Promise<SignedIn> {
  const trusted = await repository.person({ isTrusted: true });
  await repository.db.execute(sql`insert into plugin_editors (plugin_id, user_id, role)
    select id, ${trusted.userId}, 'collaborator' from plugins where package_name = ${plugin.packageName}`);
  return trusted;
}

const checkOf = async (scanId: string | null) =>
  (
    await repository.db
      .select()
      .from(harmlessChecks)
      .where(eq(harmlessChecks.scanId, scanId as string))
  )[0];
const approvalOf = async (versionId: number) =>
  (
    await repository.db
      .select()
      .from(versionEvents)
      .where(and(eq(versionEvents.versionId, versionId), eq(versionEvents.toStatus, "approved")))
  )[0];

it("is off at first: nothing is compared, a person approves", async () => {
  await set("off");
  const version = await sent("1.0.1");
  expect(version).toMatchObject({
    status: "validated",
    waitsBecause: "Every version is looked at by an approver until its author is trusted.",
  });
  expect(await checkOf(version.currentScanId)).toBeUndefined();
});

it("is changed by administrators alone, with a note that is kept", async () => {
  await set("off");
  const change = { person: admin, mode: "dry-run" as const, note: "try it" };
  expect(await setHarmlessLane(repository.db, { ...change, person: approver })).toMatchObject({ error: { code: "not-found" } });
  expect(await setHarmlessLane(repository.db, { ...change, note: "  " })).toMatchObject({ error: { code: "invalid" } });
  expect(await getHarmlessLaneMode(repository.db)).toBe("off");
  expect(await setHarmlessLane(repository.db, change)).toMatchObject({ ok: true });
  expect(await setHarmlessLane(repository.db, change)).toMatchObject({ error: { code: "conflict" } });
  expect((await listHarmlessLaneChanges(repository.db))[0]).toMatchObject({ value: "dry-run", note: "try it" });
});

it("as a dry run approves nothing, counts, and tells the approver", async () => {
  await set("dry-run");
  const { "would-approve": before } = await countHarmlessOutcomes(repository.db);
  const version = await sent("1.0.1", { files: { "icon.png": png(2, 2) } });
  expect(version.status).toBe("validated");
  expect(version.waitsBecause).toContain(
    "Only 1 document, 1 image and texts of metadata.txt differ from 1.0.0, which a person had approved.",
  );
  expect((await countHarmlessOutcomes(repository.db))["would-approve"]).toBe(before + 1);
  expect((await listHarmlessCases(repository.db))[0]).toMatchObject({ versionId: version.id, outcome: "would-approve" });
});

it("when on publishes what is harmless, and the approval says why", async () => {
  await set("on");
  const version = await sent("1.0.1");
  expect(version).toMatchObject({ status: "approved", basis: "verdict", waitsBecause: null });
  expect(await approvalOf(version.id)).toMatchObject({
    event: "approve-harmless",
    actorKind: "system",
    reason: "Harmless lane: Only 1 document and texts of metadata.txt differ from 1.0.0, which a person had approved.",
  });
});

it.each<[string, PluginOptions, string]>([
  ["a changed Python file", { files: { "plugin.py": "class SamplePlugin:\n    pass\n" } }, "“plugin.py"],
  ["a Python file under another name", { files: { "plugin.py": null, "work.py": "VALUE = 1\n" } }, "work.py"],
  ["a script that says it is a PNG", { files: { "icon.png": "import os\n" } }, "icon.png"],
  ["another QGIS version", { metadata: { qgisMinimumVersion: "3.28" } }, "qgisMinimumVersion"],
])("leaves %s to a person", async (_, options, named) => {
  await set("on");
  const version = await sent("1.0.1", options);
  expect(version).toMatchObject({
    status: "validated",
    waitsBecause: "Every version is looked at by an approver until its author is trusted.",
  });
  const check = await checkOf(version.currentScanId);
  expect(check).toMatchObject({ outcome: "not-harmless", isHarmless: false });
  expect(check?.reason).toContain(named.replace("“", `“${plugin.packageName}/`));
});

it("compares with what a person approved, not with what a trusted author published since", async () => {
  await set("on");
  const trusted = await trustedEditor();
  const code = { files: { "work.py": "VALUE = 1\n" } };
  expect(await sent("1.1.0", code, trusted)).toMatchObject({ status: "approved" });
  const next = await sent("1.1.1", code);
  expect(next.status).toBe("validated");
  expect(await checkOf(next.currentScanId)).toMatchObject({ approvedVersion: "1.0.0", outcome: "not-harmless" });
});

it("does not count its own approvals, and counts imported ones", async () => {
  await set("on");
  await sent("1.0.1");
  expect(await checkOf((await sent("1.0.2")).currentScanId)).toMatchObject({ approvedVersion: "1.0.0", outcome: "approved" });
  await importPlugin(repository, { ...plugin, version: "1.5.0", ownerId: owner.userId, publishedAt: new Date() });
  expect(await checkOf((await sent("1.5.1")).currentScanId)).toMatchObject({ approvedVersion: "1.5.0", outcome: "approved" });
});

it("sends the sample to a person, and whoever was drawn cannot try again until they are lucky", async () => {
  await startPlugin(true, false);
  await set("on");
  const drawn = await sent("1.0.1");
  expect(drawn.status).toBe("validated");
  expect(drawn.waitsBecause).toContain("It was drawn for a look by a person all the same.");
  const again = await sent("1.0.1");
  expect(again).toMatchObject({ id: drawn.id, status: "validated" });
  expect(await sent("1.0.2")).toMatchObject({ status: "validated" });
  for (const { id } of [drawn, await sent("1.0.2")])
    expect(await deleteDraft(repository.db, { person: owner, versionId: id })).toMatchObject({ ok: true });
  // Nothing is left of the draw. Neither the same file nor another one, under whatever number, gets another answer.
  const readMe = { files: { "README.md": "Something else\n" } };
  for (const next of [await sent("1.0.1"), await sent("1.0.2", readMe), await sent("1.0.7", readMe)]) {
    expect(next).toMatchObject({ status: "validated" });
    expect(await checkOf(next.currentScanId)).toMatchObject({ isInSample: true, outcome: "drawn" });
    await deleteDraft(repository.db, { person: owner, versionId: next.id });
  }

  await approvedByPerson("1.0.3");
  expect(await sent("1.0.4")).toMatchObject({ status: "approved" });
});

it("a new suppression of a critical finding goes to a person", async () => {
  const hidden = { files: { "extra.py": SHELL_INTENDED } };
  await approvedByPerson("1.1.0", hidden);
  await set("on");
  // Published since without the suppression: the next one that has it brings it anew, though no file but texts differs from 1.1.0.
  expect(await sent("1.2.0", {}, await trustedEditor())).toMatchObject({ status: "approved" });
  const version = await sent("1.2.1", hidden);
  expect(version).toMatchObject({ status: "validated", newCriticalSuppressions: 1 });
  expect(await checkOf(version.currentScanId)).toMatchObject({ approvedVersion: "1.1.0", isHarmless: true, outcome: "refused" });
});

it("whoever asked for a look gets one", async () => {
  await set("on");
  const { versionId } = await repository.accepted(owner, packageFor("1.0.1"), { asksToWait: true });
  const version = await repository.settled(versionId);
  expect(version).toMatchObject({ status: "validated" });
  expect(await checkOf(version.currentScanId)).toMatchObject({ outcome: "refused" });
});

it("a file that is replaced while it is compared publishes nothing", async () => {
  await set("on");
  const sentNext = await repository.db.transaction(async (tx) => {
    // What was found out cannot be written down: the lane stands between the comparison and the approval.
    await tx.execute(sql`lock table harmless_checks in share mode`);
    const first = await repository.accepted(owner, packageFor("1.0.2"));
    await waitFor("the lane to wait", () => isWaiting());
    const code = { files: { "plugin.py": "class SamplePlugin:\n    pass\n" } };
    return { first, second: await repository.accepted(owner, packageFor("1.0.2", code)) };
  });
  const version = await repository.settled(sentNext.first.versionId);
  expect(version).toMatchObject({ status: "validated", currentScanId: sentNext.second.scanId });
  expect(await approvalOf(version.id)).toBeUndefined();
  expect(await checkOf(sentNext.first.scanId)).toMatchObject({ isHarmless: true, outcome: null });
});

async function isWaiting(): Promise<boolean> {
  const { rows } = await repository.db.execute(sql`select 1 from pg_locks where not granted and locktype = 'relation'
    and database = (select oid from pg_database where datname = current_database())`);
  return rows.length > 0;
}
