import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { approveBatch } from "@/db/commands/approve-batch";
import { claimVersion, releaseClaim } from "@/db/commands/claim-version";
import { decideLater, dismissOutcomes, undoDecisions } from "@/db/commands/decide-later";
import { decideNow } from "@/db/commands/decide-now";
import { performDecision } from "@/db/commands/perform-decision";
import { removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { approveVersion, returnVersion } from "@/db/commands/review-version";
import { sweepLostWork } from "@/db/commands/sweep-lost-work";
import { listMyDecisions } from "@/db/queries/my-decisions";
import { getClaim } from "@/db/queries/review-claims";
import { emails, pendingDecisions, pluginEditors, reviewClaims, users, versionEvents, type versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, SHELL_INTENDED } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";
import { waitFor } from "../helpers/wait-for";
import { namedZip, waitingVersion, whatWasSeen } from "../helpers/waiting-version";

let repository: TestRepository;
let owner: SignedIn;
let ada: SignedIn;
let bob: SignedIn;
let counter = 0;
let version: typeof versions.$inferSelect;
let looked: ReturnType<typeof whatWasSeen>;

beforeAll(async () => {
  repository = await openRepository();
  await repository.work();
  owner = await repository.person();
}, 60_000);
afterAll(() => repository.close());
beforeEach(async () => {
  ada = await repository.person({ role: "approver" });
  bob = await repository.person({ role: "approver" });
  version = await waiting(CLEAN);
  looked = whatWasSeen(version);
});

function waiting(code: string) {
  counter += 1;
  return waitingVersion(repository, owner, `later_${counter}`, code);
}

const status = async () => (await repository.version(version.id)).status;

async function later(decision: "approve" | "return" | "reject" = "approve", person = ada): Promise<string> {
  const decided = await decideLater(repository.db, {
    ...looked,
    person,
    decision,
    reason: decision === "approve" ? undefined : "Because.",
  });
  if (!decided.ok) throw new Error(decided.error.message);
  return decided.value.pendingId;
}

/** The same, but it takes effect only when the test says so, however slow the machine is. */
async function held(decision: "approve" | "return" | "reject" = "approve", person = ada): Promise<string> {
  const pendingId = await later(decision, person);
  await loseJob(pendingId);
  return pendingId;
}

const loseJob = (pendingId: string) =>
  repository.db.execute(sql`delete from graphile_worker._private_jobs where key = ${`decision:${pendingId}`}`);

const outcomesOf = async (person: SignedIn) =>
  (await listMyDecisions(repository.db, person.userId)).map((one) => [one.decision, one.state, one.problem]);

const decisionEvents = () =>
  repository.db
    .select({ event: versionEvents.event, actorId: versionEvents.actorId, reason: versionEvents.reason })
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, version.id), sql`event in ('approve', 'return', 'reject')`));

test("a decision takes effect by itself, some seconds later, as the ordinary command would have it", async () => {
  await later();
  expect(await status()).toBe("validated");
  const done = await waitFor("the decision to take effect", async () => ((await status()) === "approved" ? true : null), 30_000);
  expect(done).toBe(true);
  expect(await outcomesOf(ada)).toEqual([["approve", "done", null]]);
  expect(await decisionEvents()).toEqual([{ event: "approve", actorId: ada.userId, reason: null }]);
}, 40_000);

test("what is taken back never happens", async () => {
  const pendingId = await held();
  expect(await undoDecisions(repository.db, { person: bob, pendingId })).toBe(0);
  expect(await undoDecisions(repository.db, { person: ada, pendingId })).toBe(1);
  await performDecision(repository.db, pendingId);
  expect(await status()).toBe("validated");
  expect(await decisionEvents()).toEqual([]);
});

test("performing it twice, or beside an undo, does it once or not at all", async () => {
  const pendingId = await held();
  const [, , undone] = await Promise.all([
    performDecision(repository.db, pendingId),
    performDecision(repository.db, pendingId),
    undoDecisions(repository.db, { person: ada, pendingId }),
  ]);
  const expected = undone === 1 ? ["validated", 0] : ["approved", 1];
  expect([await status(), (await decisionEvents()).length]).toEqual(expected);
});

test("a return takes its reason along, and its author is told", async () => {
  await performDecision(repository.db, await held("return"));
  expect(await status()).toBe("returned");
  expect(await decisionEvents()).toEqual([{ event: "return", actorId: ada.userId, reason: "Because." }]);
  const mails = await repository.db
    .select()
    .from(emails)
    .where(and(eq(emails.versionId, version.id), eq(emails.kind, "decision")));
  expect(mails.map((mail) => mail.recipientId)).toEqual([owner.userId]);
});

test("a file that was replaced meanwhile makes it lose, and the approver reads why", async () => {
  for (const decision of ["approve", "return", "reject"] as const) {
    const pendingId = await held(decision);
    await repository.accepted(owner, namedZip(`later_${counter}`, `VALUE = ${JSON.stringify(decision)}\n`));
    await repository.settled(version.id);
    await performDecision(repository.db, pendingId);
    expect(await status()).toBe("validated");
    expect((await outcomesOf(ada))[0]).toEqual([decision, "failed", expect.stringContaining("This version changed")]);
    looked = whatWasSeen(await repository.version(version.id));
  }
  await dismissOutcomes(repository.db, { person: ada });
  expect(await outcomesOf(ada)).toEqual([]);
});

test("rights are read again at the moment when it takes effect", async () => {
  const cases: [change: () => Promise<unknown>, undo: () => Promise<unknown>][] = [
    [() => setUser({ role: "user" }), () => setUser({ role: "approver" })],
    [() => setUser({ suspendedAt: new Date() }), () => setUser({ suspendedAt: null })],
    [
      () => repository.db.insert(pluginEditors).values({ pluginId: version.pluginId, userId: ada.userId, role: "collaborator" }),
      () => repository.db.delete(pluginEditors).where(eq(pluginEditors.userId, ada.userId)),
    ],
  ];
  for (const [change, undo] of cases) {
    const pendingId = await held();
    await change();
    await performDecision(repository.db, pendingId);
    expect(await status()).toBe("validated");
    expect((await outcomesOf(ada))[0]).toEqual(["approve", "failed", "You may not do this with this version."]);
    await undo();
  }
});

const setUser = (set: Partial<typeof users.$inferInsert>) => repository.db.update(users).set(set).where(eq(users.id, ada.userId));

test("of two approvers the first decides, and the other is told who it was", async () => {
  const both = await Promise.all([ada, bob].map((person) => decideLater(repository.db, { ...looked, person, decision: "approve" })));
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  const lost = both.find((one) => !one.ok);
  expect(lost?.ok === false && lost.error).toMatchObject({ code: "conflict", message: expect.stringContaining("has decided about it") });
});

test("a decision on the review page counts at once; the one that waits loses with words", async () => {
  const pendingId = await held();
  const returned = await returnVersion(repository.db, { ...looked, person: bob, reason: "No menu entry." });
  expect(returned.ok).toBe(true);
  await performDecision(repository.db, pendingId);
  expect(await status()).toBe("returned");
  expect(await outcomesOf(ada)).toEqual([["approve", "failed", expect.stringContaining("it is “Returned” now")]]);
});

test("a decision on the review page is among the approver's last ones as done: no job, nothing to undo, five minutes or until cleared", async () => {
  const { db } = repository;
  for (const decision of ["approve", "return", "reject"] as const) {
    version = await waiting(CLEAN);
    const seen = whatWasSeen(version);
    expect((await decideNow(db, { ...seen, person: ada, decision, reason: "No menu entry." })).ok).toBe(true);
    expect((await outcomesOf(ada))[0]).toEqual([decision, "done", null]);
  }
  expect(await outcomesOf(bob)).toEqual([]);
  const keys = (await listMyDecisions(db, ada.userId)).map(({ id }) => `decision:${id}`);
  const jobs = sql`select key from graphile_worker._private_jobs where key = any(${sql.param(keys)}::text[])`;
  expect([keys.length, (await db.execute(jobs)).rows]).toEqual([3, []]);
  expect(await undoDecisions(db, { person: ada })).toBe(0);
  await db.update(pendingDecisions).set({ endedAt: sql`now() - interval '6 minutes'` }).where(eq(pendingDecisions.versionId, version.id));
  expect(await outcomesOf(ada)).toHaveLength(2);
  await dismissOutcomes(db, { person: ada });
  expect(await outcomesOf(ada)).toEqual([]);
});

test("a refused decision leaves nothing; one's own that waits gives way, and no decision is listed twice", async () => {
  const { db } = repository;
  expect(await decideNow(db, { ...looked, artifactSha256: "0".repeat(64), person: ada, decision: "approve" })).toMatchObject({ ok: false });
  expect(await outcomesOf(ada)).toEqual([]);
  const pendingId = await held("approve");
  expect((await decideNow(db, { ...looked, person: ada, decision: "return", reason: "No menu entry." })).ok).toBe(true);
  await performDecision(db, pendingId);
  expect([await status(), await outcomesOf(ada)]).toEqual(["returned", [["return", "done", null]]]);
  version = await waiting(CLEAN);
  looked = whatWasSeen(version);
  await performDecision(db, await held("approve"));
  expect(await outcomesOf(ada)).toEqual([
    ["approve", "done", null],
    ["return", "done", null],
  ]);
});

test("a rejection that names no scan, as of an import that was never scanned, is listed too", async () => {
  const { scanId: _, ...rest } = looked;
  const done = await decideNow(repository.db, { ...rest, person: ada, decision: "reject", reason: "Not a plugin." });
  expect([done.ok, await outcomesOf(ada)]).toEqual([true, [["reject", "done", null]]]);
});

test("what would be refused is refused at once, without a trace", async () => {
  const refused = async (input: Partial<Parameters<typeof decideLater>[1]>) => {
    const decided = await decideLater(repository.db, { ...looked, person: ada, decision: "approve", ...input });
    return decided.ok ? "taken" : decided.error.code;
  };
  expect(await refused({ person: owner })).toBe("not-allowed");
  expect(await refused({ person: await repository.person() })).toBe("not-allowed");
  expect(await refused({ decision: "return", reason: "  " })).toBe("invalid");
  expect(await refused({ artifactSha256: "0".repeat(64) })).toBe("stale");
  expect(await refused({ versionId: 2 ** 30 })).toBe("not-found");
  expect(await repository.db.$count(pendingDecisions, eq(pendingDecisions.versionId, version.id))).toBe(0);
});

test("a batch decides each row for itself; hidden critical findings must be looked at", async () => {
  const hides = await waiting(SHELL_INTENDED);
  const rows = [looked, whatWasSeen(hides), { ...looked, scanId: looked.scanId, artifactSha256: "0".repeat(64) }];
  expect(await approveBatch(repository.db, { person: ada, rows })).toEqual({ taken: 1, refused: 2 });
  const outcomes = await listMyDecisions(repository.db, ada.userId);
  expect(outcomes.map((one) => [one.versionId, one.state, one.problem]).sort()).toEqual(
    [
      [version.id, "waiting", null],
      [version.id, "failed", expect.stringContaining("This version changed")],
      [hides.id, "failed", expect.stringContaining("hides critical findings")],
    ].sort(),
  );
  for (const one of outcomes) await performDecision(repository.db, one.id);
  expect(await status()).toBe("approved");
  expect((await repository.version(hides.id)).status).toBe("validated");
  expect(await decisionEvents()).toHaveLength(1);
});

test("a decision whose job was lost is found again", async () => {
  const pendingId = await held();
  await repository.db
    .update(pendingDecisions)
    .set({ takesEffectAt: new Date(Date.now() - 60_000) })
    .where(eq(pendingDecisions.id, pendingId));
  await sweepLostWork(repository.db);
  await waitFor("the decision to take effect", async () => ((await status()) === "approved" ? true : null));
});

test("a claim warns the others, ends by itself, and keeps nobody from deciding", async () => {
  const { db } = repository;
  const claim = (person: SignedIn) => claimVersion(db, { person, versionId: version.id });
  const claims = await Promise.all([claim(ada), claim(bob)]);
  expect(claims.filter((one) => one.ok)).toHaveLength(1);
  const [mine, other] = claims[0]?.ok ? [ada, bob] : [bob, ada];
  expect(await getClaim(db, other, version.id)).toMatchObject({ isMine: false });
  expect(await getClaim(db, mine, version.id)).toMatchObject({ isMine: true });
  expect(await getClaim(db, owner, version.id)).toBeNull();
  expect((await claim(mine)).ok).toBe(true);
  await releaseClaim(db, { person: other, versionId: version.id });
  expect((await claim(other)).ok).toBe(false);
  expect(await claim(owner)).toMatchObject({ ok: false, error: { code: "not-allowed" } });

  await db
    .update(reviewClaims)
    .set({ until: new Date(Date.now() - 1000) })
    .where(eq(reviewClaims.versionId, version.id));
  expect(await getClaim(db, mine, version.id)).toBeNull();
  expect((await claim(other)).ok).toBe(true);
  expect((await approveVersion(db, { ...looked, person: mine })).ok).toBe(true);
  expect(await db.$count(reviewClaims, eq(reviewClaims.versionId, version.id))).toBe(0);
});

test("claims and outcomes that are over are tidied away, what waits is not", async () => {
  const { db } = repository;
  await claimVersion(db, { person: ada, versionId: version.id });
  await db
    .update(reviewClaims)
    .set({ until: new Date(Date.now() - 1000) })
    .where(eq(reviewClaims.versionId, version.id));
  const pendingId = await held();
  await removeExpiredRows(db);
  expect(await db.$count(reviewClaims, eq(reviewClaims.versionId, version.id))).toBe(0);
  await performDecision(db, pendingId);
  await db.update(pendingDecisions).set({ endedAt: sql`now() - interval '25 hours'` }).where(eq(pendingDecisions.id, pendingId));
  await removeExpiredRows(db);
  expect(await db.$count(pendingDecisions, eq(pendingDecisions.id, pendingId))).toBe(0);
});
