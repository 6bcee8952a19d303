/** What people had open when a plugin was deleted: each of their actions is refused in words, and changes nothing. */
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimVersion } from "@/db/commands/claim-version";
import { acknowledgeFinding, askForAcceptance, refuseSuppression } from "@/db/commands/decide-finding";
import { decideLater } from "@/db/commands/decide-later";
import { deletePlugin } from "@/db/commands/delete-plugin";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { deleteDraft, requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { markReviewPoints } from "@/db/commands/mark-review-points";
import { requestPatch } from "@/db/commands/request-patch";
import { approveVersion, quarantineVersion, rejectVersion, releaseVersion, returnVersion } from "@/db/commands/review-version";
import { findingDecisions, findings, plugins, reviewPointMarks, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { BARE_EXCEPT, pluginZip, SHELL, SHELL_INTENDED } from "../builders/findings";
import { openStaffedRepository, type StaffedRepository } from "../helpers/staffed-repository";
import { waitFor } from "../helpers/wait-for";

let scene: StaffedRepository;
let repository: StaffedRepository["repository"];
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;
beforeAll(async () => {
  scene = await openStaffedRepository();
  ({ repository, owner, approver, admin } = scene);
});
afterAll(() => repository.close());

const zip = (version: string, code: string) => pluginZip(code, { packageName: "gone", name: "Gone", version });
const checked = (version: string, code: string) => scene.checked(zip(version, code));
type Row = Awaited<ReturnType<typeof checked>>;
const seen = (row: Row) => ({ versionId: row.id, scanId: row.currentScanId as string, artifactSha256: row.artifactSha256 });

async function findingOf(row: Row, ruleId: string, person: SignedIn) {
  const rows = await repository.db
    .select()
    .from(findings)
    .where(eq(findings.scanId, row.currentScanId as string));
  return { person, versionId: row.id, findingId: rows.find((one) => one.ruleId === ruleId)?.id ?? 0, reason: "Because." };
}

test("of a deleted plugin nobody decides anything, and everybody reads why", async () => {
  const { db } = repository;
  const hides = await checked("1.0", SHELL_INTENDED);
  const blocked = await checked("2.0", `${SHELL}${BARE_EXCEPT}`);
  const asked = await askForAcceptance(db, await findingOf(blocked, "bandit/B602", owner));
  const returned = await checked("3.0", BARE_EXCEPT);
  await returnVersion(db, { ...seen(returned), person: approver, reason: "Not yet.", points: ["An icon."] });
  const kept = await acknowledgeFinding(db, await findingOf(returned, "flake8/E722", owner));
  if (!asked.ok || !kept.ok) throw new Error("the scene is not set");
  expect(await deletePlugin(db, { person: owner, packageName: "gone", confirmation: "gone" })).toMatchObject({ ok: true });
  const before = await traces();

  const decision = { ...seen(hides), person: approver, reason: "Because." };
  const actions: Record<string, () => Promise<Result<unknown, AppError>>> = {
    refuseSuppression: async () => refuseSuppression(db, await findingOf(hides, "bandit/B602", approver)),
    acknowledge: async () => acknowledgeFinding(db, await findingOf(blocked, "flake8/E722", owner)),
    ask: async () => askForAcceptance(db, await findingOf(blocked, "flake8/E722", owner)),
    answer: () => answerAcceptance(db, { person: approver, decisionId: asked.value.decisionId, answer: "accept", reason: "Yes." }),
    takeBack: () => withdrawDecision(db, { person: owner, decisionId: kept.value.decisionId }),
    approve: () => approveVersion(db, decision),
    approveLater: () => decideLater(db, { ...decision, decision: "approve" }),
    return: () => returnVersion(db, decision),
    returnLater: () => decideLater(db, { ...decision, decision: "return" }),
    reject: () => rejectVersion(db, decision),
    quarantine: () => quarantineVersion(db, decision),
    claim: () => claimVersion(db, { person: approver, versionId: hides.id }),
    confirmPoints: () => markReviewPoints(db, "approver", { person: approver, versionId: returned.id, ticked: [] }),
    tickPoints: () => markReviewPoints(db, "owner", { person: owner, versionId: returned.id, ticked: [] }),
    rescan: () => requestRescan(db, { person: owner, versionId: blocked.id }),
    deleteDraft: () => deleteDraft(db, { person: owner, versionId: blocked.id }),
  };
  const gone = { ok: false, error: { code: "conflict", message: expect.stringContaining("The plugin was deleted.") } };
  for (const [name, act] of Object.entries(actions)) expect([name, await act()]).toEqual([name, gone]);
  // What the states refuse anyway says that, or that nothing is there.
  expect(await withdrawVersion(db, { person: owner, versionId: hides.id })).toMatchObject({ ok: false });
  expect(await restoreVersion(db, { person: owner, versionId: hides.id })).toMatchObject({ ok: false });
  expect(await releaseVersion(db, { ...decision, person: admin })).toMatchObject({ ok: false });
  expect(await requestPatch(db, { person: owner, versionId: blocked.id })).toMatchObject({ ok: false, error: { code: "not-found" } });
  expect(await traces()).toEqual(before);
});

const traces = async () => [
  await repository.db.$count(findingDecisions),
  await repository.db.$count(versionEvents),
  await repository.db.$count(reviewPointMarks),
];

test("what an approver decides while the plugin is being deleted is refused in words as well", async () => {
  const { db } = repository;
  const about = { packageName: "going", name: "Going", version: "1.0" };
  const hides = await repository.settled((await repository.accepted(owner, pluginZip(SHELL_INTENDED, about))).versionId);
  const finding = await findingOf(hides, "bandit/B602", approver);
  const { refusal } = await db.transaction(async (tx) => {
    await tx.select().from(plugins).where(eq(plugins.id, hides.pluginId)).for("update");
    await tx.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.id, hides.pluginId));
    const waiting = refuseSuppression(db, finding);
    await waitFor("the approver to wait for the owner", async () => {
      const { rows } = await db.execute(
        sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    return { refusal: waiting };
  });
  expect(await refusal).toMatchObject({ ok: false, error: { code: "conflict", message: expect.stringContaining("was deleted") } });
  expect(await db.$count(findingDecisions, eq(findingDecisions.pluginId, hides.pluginId))).toBe(0);
});
