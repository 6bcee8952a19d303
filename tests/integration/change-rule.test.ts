/** A rule is set anew: what it would do is counted, then every verdict tells the truth, as if its file had been scanned again. */
import { and, desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM } from "@/db/commands/actor";
import { changeRules, putRulesetInForce, startRulesetRollout } from "@/db/commands/change-rule";
import { requestRescan } from "@/db/commands/manage-version";
import { recomputeVerdicts } from "@/db/commands/recompute-verdict";
import { approveVersion } from "@/db/commands/review-version";
import { getBadge } from "@/db/queries/badge";
import { getRulesetEffect } from "@/db/queries/ruleset-effect";
import { getRolloutState } from "@/db/queries/ruleset-rollout";
import { listRulesetHistory, requireActiveRuleset } from "@/db/queries/rulesets";
import { auditEntries, emails, findingDecisions, findings, rulesets, scans, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { Ruleset } from "@/scanners/core/types";
import { changeRules as changed, type RuleChange, type RuleSetting } from "@/scanners/ruleset/change-rule";
import { QGIS_2026_07_RULESET, rulesetDigest } from "@/scanners/ruleset/rulesets";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { openStaffedRepository, type StaffedRepository } from "@/tests/helpers/staffed-repository";
import { waitFor } from "@/tests/helpers/wait-for";

let scene: StaffedRepository;
let repository: StaffedRepository["repository"];
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;
let shell: number;
let advised: number;
/** Advised by Bandit: its rule can become critical. */
const WARNED_RULE = "bandit/B324";
const WARNED = "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n";

beforeAll(async () => {
  scene = await openStaffedRepository();
  ({ repository, owner, approver, admin } = scene);
  shell = (await sent("shell", SHELL)).id;
  advised = (await published("advised", WARNED)).id;
  await published("clean", CLEAN);
}, 60_000);
afterAll(() => repository.close());

const nameOf = (packageName: string) => ({ packageName, name: `Plugin ${packageName}`, version: "1.0.0" });

const sent = (packageName: string, code: string) => scene.checked(pluginZip(code, nameOf(packageName)));

async function published(packageName: string, code: string) {
  const row = await sent(packageName, code);
  await scene.approve(row);
  return repository.version(row.id);
}

const active = (): Promise<Ruleset> => requireActiveRuleset(repository.db);

const set = (ruleId: string, setting: RuleSetting) => setAll([{ ruleId, setting }]);

async function setAll(changes: RuleChange[]) {
  const done = await changeRules(repository.db, {
    ...{ person: admin, changes, note: "for this test", expectedDigest: (await active()).digest },
  });
  if (!done.ok) throw new Error(done.error.message);
  await allFollow();
}

async function allFollow() {
  await waitFor("all verdicts to follow", async () => {
    const { behind, scanning } = await getRolloutState(repository.db, (await active()).digest);
    return behind + scanning === 0;
  });
}

async function effectOf(...changes: [ruleId: string, setting: RuleSetting][]) {
  const before = await active();
  const after = changed(
    before,
    changes.map(([ruleId, setting]) => ({ ruleId, setting })),
    99,
  );
  if (typeof after === "string") throw new Error(after);
  return getRulesetEffect(repository.db, before, after);
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
  const to = (ruleId: string, setting: RuleSetting) => ({ changes: [{ ruleId, setting }] });
  const change = { person: admin, ...to("bandit/B602", "warning"), note: "why", expectedDigest: digest };
  const older = { digest: QGIS_2026_07_RULESET.digest, note: "why", expectedDigest: digest };
  for (const person of [owner, approver]) {
    expect(await changeRules(repository.db, { ...change, person })).toMatchObject({ error: { code: "not-found" } });
    expect(await startRulesetRollout(repository.db, { person })).toMatchObject({ error: { code: "not-found" } });
    expect(await putRulesetInForce(repository.db, { ...older, person })).toMatchObject({ error: { code: "not-found" } });
  }
  expect(await changeRules(repository.db, { ...change, note: " " })).toMatchObject({ error: { code: "invalid" } });
  expect(await changeRules(repository.db, { ...change, expectedDigest: "0".repeat(64) })).toMatchObject({ error: { code: "stale" } });
  const unanalysed = { ...change, ...to("coverage/not-analysed", "warning") };
  expect(await changeRules(repository.db, unanalysed)).toMatchObject({ error: { code: "invalid" } });
  expect(await changeRules(repository.db, { ...change, ...to("flake8/F821", "critical") })).toMatchObject({
    error: { code: "invalid" },
  });
  expect((await active()).digest).toBe(digest);
});

it("a public version whose rule becomes critical stays public with a red badge, and people are told", async () => {
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("advisory");
  const effect = await effectOf([WARNED_RULE, "critical"]);
  expect(effect).toMatchObject({ judged: 2, concerned: 1, untold: 0 });
  expect(effect.changes).toMatchObject([{ packageName: "advised", from: "advisory", to: "blocked", findings: 1 }]);
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("advisory");

  await set(WARNED_RULE, "critical");
  expect(await repository.version(advised)).toMatchObject({ status: "approved", effectiveVerdict: "blocked" });
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("blocked");
  const scan = await currentScan(advised);
  expect(scan).toMatchObject({ verdict: "blocked", rulesetDigest: (await active()).digest });
  expect(scan.derivedFrom).not.toBeNull();
  const told = await waitFor("the mails", async () => {
    const rows = await repository.db.select().from(emails).where(eq(emails.subjectId, scan.id));
    return rows.length > 0 && rows;
  });
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
  expect(await effectOf([WARNED_RULE, "off"])).toMatchObject({ changes: [{ packageName: "advised", from: "blocked", to: "passed" }] });
  await set(WARNED_RULE, "off");
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("passed");

  expect(await effectOf([WARNED_RULE, "on"])).toMatchObject({ judged: 2, concerned: 0, changes: [], untold: 2 });
  // What is switched on makes nothing worse than it is severe itself.
  await set("bandit/B411", "off");
  expect(await effectOf(["bandit/B411", "on"])).toMatchObject({ judged: 2, untold: 0 });
  expect(await effectOf(["bandit/B411", "warning"])).toMatchObject({ judged: 2, untold: 2 });
  await set(WARNED_RULE, "on");
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("blocked");
  expect((await currentScan(advised)).derivedFrom).toBeNull();
  await set(WARNED_RULE, "as-shipped");
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("advisory");
});

it("several rules changed in one go are one ruleset and one rollout, and do to badges what was shown before", async () => {
  await setAll([
    { ruleId: WARNED_RULE, setting: "critical" },
    { ruleId: "bandit/B403", setting: "warning" },
  ]);
  // The owner of one says that the warning is meant so, which holds for warnings alone; the other one hides it in the code.
  const kept = await published("kept", `import pickle\n\nVALUE = pickle\n`);
  const hidden = await published("hidden", `import pickle  # nosec B403\n\nVALUE = pickle\n`);
  expect([kept.effectiveVerdict, hidden.effectiveVerdict]).toEqual(["advisory", "passed"]);
  const [place] = await repository.db
    .select()
    .from(findings)
    .where(and(eq(findings.scanId, kept.currentScanId as string), eq(findings.ruleId, "bandit/B403")));
  const { fingerprint = "", equalCount = 1 } = place ?? {};
  await repository.db.insert(findingDecisions).values({
    ...{ pluginId: kept.pluginId, versionId: kept.id, scanId: kept.currentScanId as string, ruleId: "bandit/B403" },
    ...{ kind: "acknowledgement", fingerprint, equalCount, reason: "read only", decidedBy: owner.userId },
  });
  await repository.db.transaction((tx) => recomputeVerdicts(tx, kept.pluginId, "acceptance", SYSTEM));

  const before = (await listRulesetHistory(repository.db)).length;
  const changes: [string, RuleSetting][] = [
    [WARNED_RULE, "info"],
    ["bandit/B403", "critical"],
  ];
  const effect = await effectOf(...changes);
  expect(effect).toMatchObject({ judged: 4, concerned: 3, untold: 0 });
  expect(effect.changes.map(({ packageName, from, to }) => [packageName, from, to])).toEqual([
    ["kept", "passed", "blocked"],
    ["advised", "blocked", "passed"],
  ]);
  await setAll(changes.map(([ruleId, setting]) => ({ ruleId, setting })));
  for (const { packageName, to } of effect.changes) expect((await getBadge(repository.db, packageName))?.verdict, packageName).toBe(to);
  expect((await getBadge(repository.db, "hidden"))?.verdict).toBe("passed");
  const history = await listRulesetHistory(repository.db);
  expect(history.length).toBe(before + 1);
  expect(history[0]?.differences.map(({ ruleId, after }) => [ruleId, after])).toEqual([
    [WARNED_RULE, "info"],
    ["bandit/B403", "critical"],
  ]);
});

it("an older ruleset is put in force again as it was, once for who looked, and badges follow", async () => {
  const history = await listRulesetHistory(repository.db, 100);
  const shipped = history.at(-1)?.digest ?? "";
  const older = { person: admin, digest: shipped, note: "back to what was shipped", expectedDigest: (await active()).digest };
  expect(await putRulesetInForce(repository.db, { ...older, digest: "0".repeat(64) })).toMatchObject({ error: { code: "not-found" } });
  expect(await putRulesetInForce(repository.db, { ...older, digest: older.expectedDigest })).toMatchObject({ error: { code: "conflict" } });
  expect(await putRulesetInForce(repository.db, { ...older, note: " " })).toMatchObject({ error: { code: "invalid" } });
  expect(await putRulesetInForce(repository.db, older)).toMatchObject({ ok: true, value: { name: "default" } });
  expect(await putRulesetInForce(repository.db, older)).toMatchObject({ error: { code: "stale" } });
  await allFollow();
  expect((await getBadge(repository.db, "advised"))?.verdict).toBe("advisory");
  expect((await listRulesetHistory(repository.db))[0]).toMatchObject({ digest: shipped, note: "back to what was shipped" });
  const [entry] = await repository.db
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.id))
    .where(eq(auditEntries.event, "ruleset:activated"));
  expect(entry).toMatchObject({ actorId: admin.userId, facts: { ruleset: shipped } });
});

it("a stored ruleset that this release does not allow any more stays stored", async () => {
  const { digest: _, ...rest } = await active();
  const unsafe = {
    ...rest,
    name: "older",
    rules: { ...rest.rules, "coverage/not-analysed": { on: false, severity: "critical" as const } },
  };
  const digest = rulesetDigest(unsafe);
  await repository.db.insert(rulesets).values({ digest, name: unsafe.name, version: 1, data: { ...unsafe, digest } });
  const input = { person: admin, digest, note: "no", expectedDigest: (await active()).digest };
  const refused = await putRulesetInForce(repository.db, input);
  expect(refused).toMatchObject({ error: { code: "invalid", message: expect.stringContaining("stays critical") } });
  expect((await active()).digest).toBe(input.expectedDigest);
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
  await set("bandit/B602", "off");
  expect(await repository.settled(shell)).toMatchObject({ status: "validated" });
  // Found by a new scan of the file, of which its owner hears as of any other.
  await set("bandit/B602", "on");
  const found = await repository.settled(shell);
  expect(found).toMatchObject({ status: "blocked" });
  expect(await currentScan(shell)).toMatchObject({ kind: "backrun", derivedFrom: null });
  const results = await repository.db
    .select()
    .from(emails)
    .where(eq(emails.subjectId, found.currentScanId as string));
  expect(results).toMatchObject([{ kind: "validation-results", recipientId: owner.userId }]);
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
