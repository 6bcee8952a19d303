/** A rule is set anew: what it would do is counted, then every verdict tells the truth, as if its file had been scanned again. */
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { changeRule, startRulesetRollout } from "@/db/commands/change-rule";
import { requestRescan } from "@/db/commands/manage-version";
import { approveVersion } from "@/db/commands/review-version";
import { getBadge } from "@/db/queries/badge";
import { getRuleEffect } from "@/db/queries/ruleset-effect";
import { getRolloutState } from "@/db/queries/ruleset-rollout";
import { listRulesetHistory, requireActiveRuleset } from "@/db/queries/rulesets";
import { emails, findings, scans, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { Ruleset } from "@/scanners/core/types";
import { changeRule as changed, type RuleSetting } from "@/scanners/ruleset/change-rule";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;
let shell: number;
let advised: number;
/** Advised by Bandit: its rule can become critical. */
const WARNED_RULE = "bandit/B324";
const WARNED = "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n";

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
  admin = await repository.person({ role: "admin" });
  await repository.work();
  shell = (await sent("shell", SHELL)).id;
  advised = (await published("advised", WARNED)).id;
  await published("clean", CLEAN);
}, 60_000);
afterAll(() => repository.close());

const nameOf = (packageName: string) => ({ packageName, name: `Plugin ${packageName}`, version: "1.0.0" });

async function sent(packageName: string, code: string) {
  const { versionId } = await repository.accepted(owner, pluginZip(code, nameOf(packageName)));
  return repository.settled(versionId);
}

async function published(packageName: string, code: string) {
  const { id: versionId, currentScanId, artifactSha256 } = await sent(packageName, code);
  const done = await approveVersion(repository.db, { person: approver, versionId, scanId: currentScanId as string, artifactSha256 });
  if (!done.ok) throw new Error(done.error.message);
  return repository.version(versionId);
}

const active = (): Promise<Ruleset> => requireActiveRuleset(repository.db);

async function set(ruleId: string, setting: RuleSetting) {
  const done = await changeRule(repository.db, {
    ...{ person: admin, ruleId, setting, note: "for this test", expectedDigest: (await active()).digest },
  });
  if (!done.ok) throw new Error(done.error.message);
  await waitFor("all verdicts to follow", async () => {
    const { behind, scanning } = await getRolloutState(repository.db, (await active()).digest);
    return behind + scanning === 0;
  });
}

async function effectOf(ruleId: string, setting: RuleSetting) {
  const before = await active();
  const after = changed(before, ruleId, setting, 99);
  if (typeof after === "string") throw new Error(after);
  return getRuleEffect(repository.db, before, after, ruleId);
}

const currentScan = async (versionId: number) => {
  const { currentScanId } = await repository.version(versionId);
  const [scan] = await repository.db
    .select()
    .from(scans)
    .where(eq(scans.id, currentScanId as string));
  return scan as typeof scans.$inferSelect;
};

it("is for administrators alone, with a note, and for the change that was looked at", async () => {
  const { digest } = await active();
  const change = { person: admin, ruleId: "bandit/B602", setting: "warning" as const, note: "why", expectedDigest: digest };
  for (const person of [owner, approver]) {
    expect(await changeRule(repository.db, { ...change, person })).toMatchObject({ error: { code: "not-found" } });
    expect(await startRulesetRollout(repository.db, { person })).toMatchObject({ error: { code: "not-found" } });
  }
  expect(await changeRule(repository.db, { ...change, note: " " })).toMatchObject({ error: { code: "invalid" } });
  expect(await changeRule(repository.db, { ...change, expectedDigest: "0".repeat(64) })).toMatchObject({ error: { code: "stale" } });
  const unanalysed = { ...change, ruleId: "coverage/not-analysed" };
  expect(await changeRule(repository.db, unanalysed)).toMatchObject({ error: { code: "invalid" } });
  expect(await changeRule(repository.db, { ...change, ruleId: "flake8/F821", setting: "critical" })).toMatchObject({
    error: { code: "invalid" },
  });
  expect((await active()).digest).toBe(digest);
});

it("a public version whose rule becomes critical stays public with a red badge, and people are told", async () => {
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("advisory");
  const effect = await effectOf(WARNED_RULE, "critical");
  expect(effect).toMatchObject({ judged: 2, concerned: 1, untold: 0 });
  expect(effect.changes).toMatchObject([{ packageName: "advised", from: "advisory", to: "blocked", findings: 1 }]);
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("advisory");

  await set(WARNED_RULE, "critical");
  expect(await repository.version(advised)).toMatchObject({ status: "approved", effectiveVerdict: "blocked" });
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("blocked");
  const scan = await currentScan(advised);
  expect(scan).toMatchObject({ verdict: "blocked", rulesetDigest: (await active()).digest });
  expect(scan.derivedFrom).not.toBeNull();
  const told = await repository.db.select().from(emails).where(eq(emails.subjectId, scan.id));
  expect(new Set(told.map((mail) => mail.recipientId))).toEqual(new Set([owner.userId, approver.userId, admin.userId]));
  expect((await listRulesetHistory(repository.db))[0]).toMatchObject({
    ...{ name: "site", version: 1, note: "for this test" },
    differences: [{ ruleId: WARNED_RULE, after: "critical" }],
  });
});

it("what is derived is what a scan would have found", async () => {
  for (const versionId of [shell, advised]) {
    const derived = await currentScan(versionId);
    expect(derived.derivedFrom).not.toBeNull();
    await requestRescan(repository.db, { person: "system", versionId });
    const scanned = await waitFor("the new scan", async () => {
      const scan = await currentScan(versionId);
      return scan.id !== derived.id && scan.verdict ? scan : null;
    });
    expect(scanned).toMatchObject({ derivedFrom: null, resultDigest: derived.resultDigest, verdict: derived.verdict });
    const rowsOf = (scanId: string) =>
      repository.db
        .select({ ruleId: findings.ruleId, severity: findings.severity, fingerprint: findings.fingerprint, snippet: findings.snippet })
        .from(findings)
        .where(eq(findings.scanId, scanId))
        .orderBy(findings.id);
    expect(await rowsOf(derived.id)).toEqual(await rowsOf(scanned.id));
  }
});

it("a rule that is switched off lets go of what it had blocked, and switched on it is looked for anew", async () => {
  await repository.settled(shell);
  expect(await effectOf(WARNED_RULE, "off")).toMatchObject({ changes: [{ packageName: "advised", from: "blocked", to: "passed" }] });
  await set(WARNED_RULE, "off");
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("passed");

  expect(await effectOf(WARNED_RULE, "on")).toMatchObject({ judged: 2, concerned: 0, changes: [], untold: 2 });
  await set(WARNED_RULE, "on");
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("blocked");
  expect((await currentScan(advised)).derivedFrom).toBeNull();
  await set(WARNED_RULE, "as-shipped");
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("advisory");
});

it("a draft follows: freed, it waits for an approver; blocked, it leaves the queue", async () => {
  expect(await repository.version(shell)).toMatchObject({ status: "blocked" });
  await set("bandit/B602", "warning");
  const freed = await repository.settled(shell);
  expect(freed).toMatchObject({ status: "validated", effectiveVerdict: "advisory" });
  await set("bandit/B602", "critical");
  expect(await repository.settled(shell)).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
  const history = await repository.db
    .select()
    .from(versionEvents)
    .where(eq(versionEvents.versionId, shell))
    .orderBy(desc(versionEvents.id));
  expect(history.slice(0, 2)).toMatchObject([
    { event: "conclude", toStatus: "blocked" },
    { event: "rescan", reason: "The rules were changed.", actorKind: "system" },
  ]);
});

it("a draft whose verdict stays keeps its place in the queue", async () => {
  const waiting = await sent("waiting", BARE_EXCEPT);
  await set("bandit/B602", "as-shipped");
  const after = await repository.version(waiting.id);
  expect(after).toMatchObject({ status: "validated", statusChangedAt: waiting.statusChangedAt, waitsBecause: waiting.waitsBecause });
  expect(after.currentScanId).not.toBe(waiting.currentScanId);
  const approval = { person: approver, versionId: after.id, artifactSha256: after.artifactSha256 };
  expect(await approveVersion(repository.db, { ...approval, scanId: waiting.currentScanId as string })).toMatchObject({ ok: false });
  expect(await approveVersion(repository.db, { ...approval, scanId: after.currentScanId as string })).toMatchObject({ ok: true });
});

it("a comment that hides what became critical is new to approvers, also of a draft that keeps its place", async () => {
  const hides = await sent("hides", WARNED.replace(/\n$/, "  # nosec B324\n"));
  expect(hides).toMatchObject({ status: "validated", newCriticalSuppressions: 0 });
  await set(WARNED_RULE, "critical");
  expect(await repository.version(hides.id)).toMatchObject({ status: "validated", newCriticalSuppressions: 1 });
  await set(WARNED_RULE, "as-shipped");
  expect(await repository.version(hides.id)).toMatchObject({ status: "validated", newCriticalSuppressions: 0 });
});
