/** What follows the rules later than everything else, because it was out of sight; and who hears of a draft that a change of the rules turned. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { activateRuleset } from "@/db/commands/activate-ruleset";
import { changeRules } from "@/db/commands/change-rule";
import { askForAcceptance, refuseSuppression } from "@/db/commands/decide-finding";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { answerAcceptance } from "@/db/commands/end-decision";
import { withdrawVersion } from "@/db/commands/manage-version";
import { getRolloutState, listUnjudged } from "@/db/queries/ruleset-rollout";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { emails, findings, verdictChanges } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { RuleChange } from "@/scanners/ruleset/change-rule";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { openStaffedRepository, type StaffedRepository } from "@/tests/helpers/staffed-repository";
import { waitFor } from "@/tests/helpers/wait-for";

/** A warning of Bandit's; its rule can become critical. */
const WARNED = "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n";
const TO_CRITICAL: RuleChange = { ruleId: "bandit/B324", setting: "critical" };

let scene: StaffedRepository;
let repository: StaffedRepository["repository"];
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;
beforeAll(async () => {
  scene = await openStaffedRepository();
  ({ repository, owner, approver, admin } = scene);
});
afterEach(async () => {
  must(await activateRuleset(repository.db, { digest: DEFAULT_RULESET.digest, note: "for the next test", activatedBy: null }));
  await atRest();
  // What turned back is told apart from what the next test turns.
  await waitFor("everybody to be told", async () => (await repository.db.$count(verdictChanges, isNull(verdictChanges.toldIn))) === 0);
});
afterAll(() => repository.close());

function must<T>(done: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.value;
}
const checked = (packageName: string, code: string, version = "1.0.0") =>
  scene.checked(pluginZip(code, { packageName, name: `Plugin ${packageName}`, version }));
async function published(packageName: string, code: string, version?: string) {
  const row = await checked(packageName, code, version);
  await scene.approve(row);
  return row.id;
}
async function change(to: RuleChange): Promise<void> {
  const { digest } = await requireActiveRuleset(repository.db);
  must(await changeRules(repository.db, { person: admin, changes: [to], note: "for this test", expectedDigest: digest }));
  await atRest();
}
/** All verdicts follow, and the job that has them do so has looked once more and ended. */
const atRest = () =>
  waitFor("the rollout to end", async () => {
    const { behind, scanning } = await getRolloutState(repository.db, (await requireActiveRuleset(repository.db)).digest);
    const { rows } = await repository.db.execute(sql`select 1 from graphile_worker._private_jobs where key = 'apply-ruleset'`);
    return behind + scanning + rows.length === 0;
  });
async function shellIn(version: { id: number; currentScanId: string | null }) {
  const isIt = and(eq(findings.scanId, version.currentScanId as string), eq(findings.ruleId, "bandit/B602"));
  const [finding] = await repository.db.select().from(findings).where(isIt);
  return { versionId: version.id, findingId: finding?.id as number };
}
/** Kinds of the mails about the scan that a version stands on now, the owner's among them. */
async function mailsAbout(versionId: number) {
  const { currentScanId } = await repository.settled(versionId);
  const rows = await repository.db
    .select()
    .from(emails)
    .where(eq(emails.subjectId, currentScanId as string));
  return rows.map(({ kind, recipientId }) => `${kind}${recipientId === owner.userId ? " to its owner" : ""}`);
}

it("an older version that is offered again, because the newer one is taken back, gets a badge of today", async () => {
  const older = await published("again", WARNED, "1.0.0");
  const newer = await published("again", CLEAN, "1.1.0");
  await change(TO_CRITICAL);
  // The badge spoke of the newer one.
  expect(await repository.version(older)).toMatchObject({ status: "approved", effectiveVerdict: "advisory" });
  must(await withdrawVersion(repository.db, { person: owner, versionId: newer }));
  await atRest();
  expect(await repository.version(older)).toMatchObject({ status: "approved", effectiveVerdict: "blocked" });
});

it("so does a deleted plugin that is restored", async () => {
  const versionId = await published("restored", WARNED);
  must(await deletePlugin(repository.db, { person: owner, packageName: "restored", confirmation: "restored" }));
  await change(TO_CRITICAL);
  must(await restorePlugin(repository.db, { person: owner, packageName: "restored" }));
  await atRest();
  expect(await repository.version(versionId)).toMatchObject({ status: "approved", effectiveVerdict: "blocked" });
});

it("whose finding was accepted hears that the rules block the version for another one", async () => {
  const version = await checked("accepted", `${SHELL}\n\n${WARNED}`);
  const { decisionId } = must(await askForAcceptance(repository.db, { person: owner, ...(await shellIn(version)), reason: "A constant." }));
  must(await answerAcceptance(repository.db, { person: approver, decisionId, answer: "accept", reason: "Seen." }));
  expect((await repository.version(version.id)).status).toBe("validated");
  await change(TO_CRITICAL);
  expect((await repository.settled(version.id)).status).toBe("blocked");
  expect(await mailsAbout(version.id)).toEqual(["validation-results to its owner"]);
});

it("whose comment was refused hears that the rules let it go, and approvers hear that it waits", async () => {
  const version = await checked("refused", SHELL_INTENDED);
  must(await refuseSuppression(repository.db, { person: approver, ...(await shellIn(version)), reason: "Not intended." }));
  expect((await repository.version(version.id)).status).toBe("blocked");
  await change({ ruleId: "bandit/B602", setting: "warning" });
  expect((await repository.settled(version.id)).status).toBe("validated");
  const told = await waitFor("the approvers to be told", async () => {
    const kinds = await mailsAbout(version.id);
    return kinds.includes("review-ready") && kinds;
  });
  expect(told.sort()).toEqual(["review-ready", "review-ready", "validation-results to its owner"]);
});

it("a version whose file cannot be read any more follows as one that could not be checked, and administrators read which and why", async () => {
  const { db, storage } = repository;
  await change({ ruleId: "bandit/B411", setting: "off" });
  const versionId = await published("unreadable", CLEAN);
  const { digest: before } = await requireActiveRuleset(db);
  expect(await listUnjudged(db, before, 5)).toEqual({ count: 0, first: [] });
  await storage.remove((await repository.version(versionId)).artifactSha256);
  // What is switched on is looked for in every file.
  await change({ ruleId: "bandit/B411", setting: "as-shipped" });
  const { digest } = await requireActiveRuleset(db);
  const first = [{ versionId, packageName: "unreadable", version: "1.0.0", errors: ["artifact-missing"] }];
  expect(await listUnjudged(db, digest, 5)).toEqual({ count: 1, first });
});
