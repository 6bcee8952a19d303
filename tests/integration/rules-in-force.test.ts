/** Rules change while versions wait: none becomes public on what rules said that are not in force any more, and none is forgotten. */
import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { activateRuleset } from "@/db/commands/activate-ruleset";
import { approveBatch } from "@/db/commands/approve-batch";
import { changeRules } from "@/db/commands/change-rule";
import { decideLater } from "@/db/commands/decide-later";
import { restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { performDecision } from "@/db/commands/perform-decision";
import { approveVersion, quarantineVersion, releaseVersion } from "@/db/commands/review-version";
import { setHarmlessLane } from "@/db/commands/set-harmless-lane";
import { getAwaitedVerdict } from "@/db/queries/awaited-verdict";
import { listMyDecisions } from "@/db/queries/my-decisions";
import { getRolloutState } from "@/db/queries/ruleset-rollout";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { emails, scans, versionEvents, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { DEFAULT_RULESET, QGIS_2026_07_RULESET } from "@/scanners/ruleset/rulesets";
import { CLEAN, pluginZip } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";
import { type RunningWorker, startWorker } from "@/workers/start-worker";

const BEHIND =
  /^The rules were changed on \d{4}-\d\d-\d\d at \d\d:\d\d UTC; this version is being judged by them now\. Try again in a moment\.$/;
/** A warning of Bandit's; its rule can become critical. */
const WARNED = "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n";

let repository: TestRepository;
let owner: SignedIn;
let trusted: SignedIn;
let approver: SignedIn;
let admin: SignedIn;
let worker: RunningWorker | null = null;

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  trusted = await repository.person({ isTrusted: true });
  approver = await repository.person({ role: "approver" });
  admin = await repository.person({ role: "admin" });
});
const stop = async () => {
  await worker?.stop();
  worker = null;
};
const start = async () => {
  worker = await startWorker(repository.env, { scanEntry: repository.scanEntry });
};
afterEach(async () => {
  await stop();
  const { digest } = await requireActiveRuleset(repository.db);
  if (digest !== DEFAULT_RULESET.digest) must(await activateRuleset(repository.db, activation(DEFAULT_RULESET.digest)));
});
afterAll(() => repository.close());

type Version = typeof versions.$inferSelect;
const approval = (version: Version) => ({
  person: approver,
  versionId: version.id,
  scanId: version.currentScanId as string,
  artifactSha256: version.artifactSha256,
});
const send = (person: SignedIn, packageName: string, code: string, version = "1.0.0") =>
  repository.accepted(person, pluginZip(code, { packageName, name: `Plugin ${packageName}`, version }));
const checked = async (packageName: string, code = CLEAN, version?: string) =>
  repository.settled((await send(owner, packageName, code, version)).versionId);
const activation = (digest: string) => ({ digest, note: "for this test", activatedBy: null });
const must = <T extends { ok: boolean }>(done: T): T => {
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done;
};
async function published(packageName: string, code = CLEAN, version?: string): Promise<Version> {
  const waiting = await checked(packageName, code, version);
  must(await approveVersion(repository.db, approval(waiting)));
  return repository.version(waiting.id);
}

/** Other rules than before are in force; no verdict follows them before a worker runs. */
async function changeTheRule(setting: "critical" | "off" | "on" = "critical"): Promise<void> {
  const { digest } = await requireActiveRuleset(repository.db);
  must(
    await changeRules(repository.db, {
      person: admin,
      changes: [{ ruleId: "bandit/B324", setting }],
      note: "for this test",
      expectedDigest: digest,
    }),
  );
}
const followed = () =>
  waitFor("all verdicts to follow the rules", async () => {
    const { behind, scanning } = await getRolloutState(repository.db, (await requireActiveRuleset(repository.db)).digest);
    return behind + scanning === 0;
  });
const refused = { ok: false, error: { code: "conflict", message: expect.stringMatching(BEHIND) } };
const scanOf = async (scanId: string | null) =>
  (
    await repository.db
      .select()
      .from(scans)
      .where(eq(scans.id, scanId as string))
  )[0];
const isByRulesInForce = async (scanId: string | null) =>
  (await scanOf(scanId))?.rulesetDigest === (await requireActiveRuleset(repository.db)).digest;

it("nobody publishes what was judged by the rules before, until it was judged by the new ones", async () => {
  await start();
  const waiting = await checked("waiting");
  const held = await checked("held");
  const withdrawn = await published("withdrawn");
  must(await withdrawVersion(repository.db, { person: owner, versionId: withdrawn.id }));
  const hidden = await published("hidden");
  must(await quarantineVersion(repository.db, { person: approver, versionId: hidden.id, reason: "looked into" }));
  await stop();
  const later = must(await decideLater(repository.db, { ...approval(held), decision: "approve" }));
  await changeTheRule();

  const restore = { person: owner, versionId: withdrawn.id };
  const release = { person: admin, versionId: hidden.id, reason: "fine" };
  expect(await approveVersion(repository.db, approval(waiting))).toMatchObject(refused);
  expect(await decideLater(repository.db, { ...approval(waiting), decision: "approve" })).toMatchObject(refused);
  expect(await approveBatch(repository.db, { person: approver, rows: [approval(waiting)] })).toEqual({ taken: 0, refused: 1 });
  expect(await restoreVersion(repository.db, restore)).toMatchObject(refused);
  expect(await releaseVersion(repository.db, release)).toMatchObject(refused);
  await performDecision(repository.db, later.ok ? later.value.pendingId : "");
  const problems = (await listMyDecisions(repository.db, approver.userId)).map((one) => [one.state, one.problem]);
  expect(problems).toEqual([
    ["failed", expect.stringMatching(BEHIND)],
    ["failed", expect.stringMatching(BEHIND)],
  ]);
  for (const { id } of [waiting, held]) expect((await repository.version(id)).status).toBe("validated");

  await start();
  await followed();
  for (const { id } of [waiting, held])
    expect(await approveVersion(repository.db, approval(await repository.version(id)))).toMatchObject({ ok: true });
  expect(await restoreVersion(repository.db, restore)).toMatchObject({ ok: true });
  expect(await releaseVersion(repository.db, release)).toMatchObject({ ok: true });
});

it("SQL refuses it too, however it is written", async () => {
  await start();
  const waiting = await checked("by_hand");
  await stop();
  const approved = {
    ...{ status: "approved" as const, basis: "verdict" as const, firstApprovedAt: new Date() },
    ...{ approvalVerdict: waiting.effectiveVerdict, approvalScanId: waiting.currentScanId },
  };
  const write = () => repository.db.update(versions).set(approved).where(eq(versions.id, waiting.id));
  await changeTheRule();
  await expect(write()).rejects.toMatchObject({ cause: { message: expect.stringContaining("judged by rules that are not in force") } });
  expect((await repository.version(waiting.id)).status).toBe("validated");
});

it.each<[string, "critical" | "off" | "on", boolean]>([
  ["from what was found", "off", true],
  ["by a new look at the file", "on", false],
])("a trusted author's file that was checked meanwhile is judged %s, and published by itself", async (_, setting, isDerived) => {
  if (setting === "on") await changeTheRule("off");
  const sent = await send(trusted, `trusted_${setting}`, WARNED);
  await changeTheRule(setting);
  await start();
  const version = await repository.settled(sent.versionId);
  expect(version).toMatchObject({ status: "approved", effectiveVerdict: isDerived ? "passed" : "advisory" });
  expect(await isByRulesInForce(version.approvalScanId)).toBe(true);
  expect(Boolean((await scanOf(version.approvalScanId))?.derivedFrom)).toBe(isDerived);
  const events = await repository.db.select().from(versionEvents).where(eq(versionEvents.versionId, version.id));
  expect(events.map((one) => one.event)).toEqual(["accept-new-plugin", "conclude", "approve-automatically"]);
  const results = and(eq(emails.versionId, version.id), eq(emails.kind, "validation-results"));
  expect(await repository.db.$count(emails, results)).toBe(1);
  // Who waits for the answer to this upload gets the verdict that counts.
  expect(await getAwaitedVerdict(repository.db, sent.scanId)).toMatchObject({ state: "concluded", status: "approved" });
});

it("one that the new rules block is blocked at once", async () => {
  const { versionId } = await send(trusted, "trusted_blocked", WARNED);
  await changeTheRule();
  await start();
  expect(await repository.settled(versionId)).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
});

it("a harmless file that was checked meanwhile is published by itself", async () => {
  await start();
  must(await setHarmlessLane(repository.db, { person: admin, mode: "on", note: "for this test" }));
  await published("harmless");
  await stop();
  const files = { "README.md": "What is new\n" };
  const zip = pluginZip(CLEAN, { packageName: "harmless", name: "Plugin harmless", version: "1.0.1", files });
  const { versionId } = await repository.accepted(owner, zip);
  await changeTheRule();
  await start();
  const version = await repository.settled(versionId);
  expect(version).toMatchObject({ status: "approved" });
  expect(await isByRulesInForce(version.approvalScanId)).toBe(true);
});

it("an older public version that is taken back is judged by the new rules before it may return", async () => {
  await start();
  const older = await published("older", CLEAN, "1.0.0");
  await published("older", `${CLEAN}MORE = 1\n`, "1.1.0");
  await changeTheRule();
  await followed();
  // Nothing had asked for it: the badge speaks of the newest one.
  expect(await isByRulesInForce((await repository.version(older.id)).currentScanId)).toBe(false);
  must(await withdrawVersion(repository.db, { person: owner, versionId: older.id }));
  await followed();
  expect(await restoreVersion(repository.db, { person: owner, versionId: older.id })).toMatchObject({ ok: true });
});

it("verdicts that were left behind follow at the next start", async () => {
  await start();
  const waiting = await checked("left_behind");
  await stop();
  await changeTheRule();
  await repository.db.execute(sql`delete from graphile_worker._private_jobs where key = 'apply-ruleset'`);
  await start();
  await followed();
  expect(await isByRulesInForce((await repository.version(waiting.id)).currentScanId)).toBe(true);
});

const isWaiting = async () => {
  const { rows } = await repository.db.execute(
    sql`select 1 from pg_locks where not granted and locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length > 0;
};

it("an approval and a change of the rules at the same moment come one after the other", async () => {
  await start();
  const first = await checked("race_first");
  const second = await checked("race_second");
  await stop();
  let change: ReturnType<typeof activateRuleset> | undefined;
  await repository.db.transaction(async (tx) => {
    must(await approveVersion(tx, approval(first)));
    change = activateRuleset(repository.db, activation(QGIS_2026_07_RULESET.digest));
    await waitFor("the change to wait for the approval", isWaiting);
  });
  expect(await change).toMatchObject({ ok: true });
  expect((await repository.version(first.id)).status).toBe("approved");

  await start();
  await followed();
  await stop();
  const judged = await repository.version(second.id);
  expect(await isByRulesInForce(judged.currentScanId)).toBe(true);
  let approving: ReturnType<typeof approveVersion> | undefined;
  await repository.db.transaction(async (tx) => {
    must(await activateRuleset(tx, activation(DEFAULT_RULESET.digest)));
    approving = approveVersion(repository.db, approval(judged));
    await waitFor("the approval to wait for the change", isWaiting);
  });
  expect(await approving).toMatchObject(refused);
});
