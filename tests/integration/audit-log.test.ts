/** The audit log: each kind of event once, nothing rewritten, and whoever tampers with it is found. */
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { markEmailFailed, markEmailSent } from "@/db/commands/email-log";
import { appendPluginEvent } from "@/db/commands/manage-plugin";
import { markMailOpened } from "@/db/commands/mark-mail-opened";
import { recordAudit } from "@/db/commands/record-audit";
import { sealAudit } from "@/db/commands/seal-audit";
import { verifyAudit } from "@/db/queries/verify-audit";
import {
  auditEntries,
  auditReasons,
  decisionChecklists,
  emails,
  findingDecisions,
  reviewPointMarks,
  reviewPoints,
  rulesetActivations,
  userEvents,
  versionEvents,
  versions,
} from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let person: SignedIn;
let pluginId: number;
let versionId: number;
let scanId: string;
beforeEach(async () => {
  repository = await openRepository();
  const { db } = repository;
  person = await personRow(db);
  pluginId = await pluginRow(db, person, "audited");
  ({ versionId, scanId } = await versionRow(db, { pluginId, uploadedBy: person, version: "1.0", status: "blocked", verdict: "blocked" }));
  return () => repository.close();
});

const listEntries = () => repository.db.select().from(auditEntries).orderBy(auditEntries.id);
const eventsSince = async (before: number) => (await listEntries()).slice(before).map((one) => one.event);
const actor = () => ({ kind: "person" as const, userId: person.userId, role: "user" as const, isEditor: true, isSuspended: false });
const record = (reason?: string) =>
  recordAudit(repository.db, { actor: actor(), event: "file:downloaded", pluginId, versionId, ...(reason ? { reason } : {}) });
const problem = async () => (await verifyAudit(repository.db)).problem;

async function versionEvent(reason: string | null = null) {
  await repository.db
    .insert(versionEvents)
    .values({ versionId, pluginId, actorKind: "person", actorId: person.userId, event: "reject", toStatus: "rejected", reason });
}

/** What somebody can do who owns the server: no trigger runs. */
async function tamper(statement: ReturnType<typeof sql>) {
  await repository.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });
}

describe("each kind of event is in the log exactly once", () => {
  it("histories of versions, plugins, people, findings and rulesets", async () => {
    const { db } = repository;
    const before = (await listEntries()).length;
    await versionEvent("It reads people's passwords.");
    await db.transaction((tx) => appendPluginEvent(tx, { pluginId, event: "invited", person }));
    await db.insert(userEvents).values({ userId: person.userId, actorKind: "system", event: "trusted", reason: "Years of good work." });
    const decision = { pluginId, versionId, scanId, fingerprint: "f1", ruleId: "bandit/B602", equalCount: 1, decidedBy: person.userId };
    await db.insert(findingDecisions).values({ ...decision, kind: "suppression-refused", reason: "Not needed." });
    await db.insert(findingDecisions).values({ ...decision, kind: "acceptance", reason: "Not needed.", isWithdrawal: true });
    const [active] = await db.select().from(rulesetActivations);
    await db.insert(rulesetActivations).values({ digest: active?.digest as string, note: "Again", activatedBy: person.userId });
    expect(await eventsSince(before)).toEqual([
      "version:reject",
      "plugin:invited",
      "user:trusted",
      "finding:suppression-refused",
      "finding:acceptance-withdrawn",
      "ruleset:activated",
    ]);
  });

  it("what was ticked: the points of a return, each way, and the checklist of a decision", async () => {
    const { db } = repository;
    const approver = await personRow(db, { role: "approver" });
    const [event] = await db
      .insert(versionEvents)
      .values({
        versionId,
        pluginId,
        actorKind: "person",
        actorId: approver.userId,
        event: "return",
        toStatus: "returned",
        requestId: "r1",
      })
      .returning({ id: versionEvents.id });
    const eventId = event?.id ?? 0;
    const asked = { versionId, pluginId, eventId, askedBy: approver.userId, text: "An icon that is yours." };
    const [, point] = await db
      .insert(reviewPoints)
      .values([0, 1].map((position) => ({ ...asked, position })))
      .returning({ id: reviewPoints.id });
    const before = (await listEntries()).length;
    await db.insert(decisionChecklists).values({ eventId, versionId, ticked: ["links", "icon"] });
    const mark = { pointId: point?.id ?? "", artifactSha256: "a".repeat(64), requestId: "r2" };
    await db.insert(reviewPointMarks).values({ ...mark, mark: "done", markedBy: person.userId });
    await db.insert(reviewPointMarks).values({ ...mark, mark: "not-done", markedBy: person.userId });
    await db.insert(reviewPointMarks).values({ ...mark, mark: "confirmed", markedBy: approver.userId });
    const entries = (await listEntries()).slice(before);
    expect(entries.map((one) => [one.event, one.actorId, one.pluginId, one.versionId, one.requestId])).toEqual([
      ["checklist:ticked", approver.userId, pluginId, versionId, "r1"],
      ["point:done", person.userId, pluginId, versionId, "r2"],
      ["point:not-done", person.userId, pluginId, versionId, "r2"],
      ["point:confirmed", approver.userId, pluginId, versionId, "r2"],
    ]);
    expect(entries[0]?.facts).toEqual({ decision: eventId, ticked: "links icon" });
    expect(entries[1]?.facts).toMatchObject({ point: 2, return: eventId });
    // The point's text is somebody's own words: it stays beside the log.
    expect(JSON.stringify(entries)).not.toContain("icon that is yours");
    await sealAudit(db);
    expect(await problem()).toBeNull();
    await tamper(sql`delete from review_point_marks where mark = 'confirmed'`);
    expect(await problem()).toMatch(/^Inserted: an entry tells of review_point_marks:/);
  });

  it("mails: queued, sent or failed, and opened once", async () => {
    const { db } = repository;
    const before = (await listEntries()).length;
    const [first, second] = [randomUUID(), randomUUID()];
    for (const id of [first, second])
      await db.insert(emails).values({ id, kind: "decision", subjectId: id, versionId, recipientId: person.userId });
    await markEmailSent(db, first, "message");
    await markEmailFailed(db, second, { error: "busy", isFinal: false });
    await markEmailFailed(db, second, { error: "gone", isFinal: true });
    for (const _twice of [1, 2]) await markMailOpened(db, first, person.userId);
    const entries = (await listEntries()).slice(before);
    expect(entries.map((one) => one.event)).toEqual(["mail:queued", "mail:queued", "mail:sent", "mail:failed", "mail:opened"]);
    expect(entries.at(-1)).toMatchObject({ actorId: person.userId, versionId, pluginId, subjectId: person.userId });
  });

  it("a new suppression of critical findings, and what is recorded by hand; nothing when the transaction fails", async () => {
    const { db } = repository;
    const before = (await listEntries()).length;
    await db.update(versions).set({ newCriticalSuppressions: 2 }).where(eq(versions.id, versionId));
    await record();
    const failing = db.transaction(async (tx) => {
      await recordAudit(tx, { actor: actor(), event: "file:downloaded", versionId });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await eventsSince(before)).toEqual(["suppression:seen", "file:downloaded"]);
  });
});

describe("nothing is rewritten", () => {
  it("not by UPDATE, DELETE or TRUNCATE, not even by whoever owns the tables", async () => {
    await record("because");
    await sealAudit(repository.db);
    const decision = { pluginId, versionId, scanId, fingerprint: "f1", ruleId: "bandit/B602", equalCount: 1, decidedBy: person.userId };
    await repository.db.insert(findingDecisions).values({ ...decision, kind: "acceptance", reason: "Seen." });
    for (const table of ["audit_entries", "audit_seals", "user_events", "ruleset_activations", "finding_decisions"]) {
      if (table === "user_events")
        await repository.db.insert(userEvents).values({ userId: person.userId, actorKind: "system", event: "suspended" });
      const name = sql.identifier(table);
      const column = sql.identifier({ audit_seals: "sha256", ruleset_activations: "note", finding_decisions: "reason" }[table] ?? "event");
      for (const statement of [sql`update ${name} set ${column} = 'x'`, sql`delete from ${name}`, sql`truncate ${name} cascade`])
        await expect(repository.db.execute(statement)).rejects.toThrow();
    }
    await expect(repository.db.execute(sql`update audit_reasons set text = 'x'`)).rejects.toThrow();
    expect(await problem()).toBeNull();
  });
});

describe("verify", () => {
  beforeEach(async () => {
    for (let index = 0; index < 3; index += 1) await record(`reason ${index}`);
    await versionEvent("Bad.");
    await sealAudit(repository.db);
    expect(await problem()).toBeNull();
  });

  it("is content while entries come in, and when they are sealed by several at once", async () => {
    await Promise.all(Array.from({ length: 20 }, async () => [await record(), await sealAudit(repository.db)]));
    await sealAudit(repository.db);
    const report = await verifyAudit(repository.db);
    expect(report).toMatchObject({ problem: null, waiting: 0, sealed: (await listEntries()).length });
  });

  it.each([
    [
      "an altered entry",
      sql`update audit_entries set at = at + interval '1 microsecond' where id = (select min(id) from audit_entries)`,
      "Altered",
    ],
    ["another actor", sql`update audit_entries set actor_id = gen_random_uuid() where event = 'version:reject'`, "Altered"],
    ["a removed entry", sql`delete from audit_entries where event = 'file:downloaded'`, "Removed"],
    ["a removed seal", sql`delete from audit_seals where position = 2`, "Removed"],
    [
      "an entry removed with its seal from the end",
      sql`with gone as (delete from audit_seals where entry_id = (select id from audit_entries where event = 'version:reject') returning entry_id)
        delete from audit_entries where id in (select entry_id from gone)`,
      "Removed",
    ],
    ["an inserted entry", sql`insert into audit_entries (actor_kind, event) values ('system', 'file:downloaded')`, "Inserted"],
    ["an altered reason", sql`update audit_reasons set text = 'another'`, "Altered"],
  ])("finds %s", async (_what, statement, word) => {
    await tamper(statement);
    expect(await problem()).toMatch(new RegExp(`^${word}`));
  });

  it("finds an entry that waits for its seal for long", async () => {
    await record();
    await tamper(sql`update audit_unsealed set since = now() - interval '1 hour'`);
    expect(await problem()).toMatch(/^Not sealed/);
  });

  it("finds a second entry about the same event, even a sealed one", async () => {
    await repository.db.execute(sql`select add_audit_entry(now(), 'system', null, null, 'version:approve', null, null, null, e.source, null, null, null)
      from audit_entries e where event = 'version:reject'`);
    await sealAudit(repository.db);
    expect(await problem()).toMatch(/^Inserted/);
  });

  it("finds a chain that was made anew, when its head had been noted", async () => {
    const { head } = await verifyAudit(repository.db);
    if (!head) throw new Error("no head");
    await tamper(sql`delete from audit_seals`);
    await tamper(sql`insert into audit_unsealed select id from audit_entries where event <> 'version:reject'`);
    await tamper(sql`delete from version_events`);
    await tamper(sql`delete from audit_reasons where text = 'Bad.'`);
    await tamper(sql`delete from audit_entries where event = 'version:reject'`);
    await sealAudit(repository.db);
    expect(await problem()).toBeNull();
    expect((await verifyAudit(repository.db, head)).problem).toMatch(/^Removed/);
    await record();
    await sealAudit(repository.db);
    expect((await verifyAudit(repository.db, head)).problem).toMatch(/^Exchanged/);
  });

  it("does not mind an erased reason", async () => {
    await repository.db.delete(auditReasons);
    expect(await problem()).toBeNull();
    expect((await listEntries()).some((one) => one.reasonDigest !== null)).toBe(true);
  });

  it("is a command that ends with 0 and the head, or with 1 and the place", async () => {
    const verify = (...args: string[]) => {
      const child = spawnSync(process.execPath, ["--import", "tsx", "scripts/audit-verify.ts", ...args], {
        env: { ...process.env, ...repository.variables },
        encoding: "utf8",
      });
      return { code: child.status, text: child.stdout + child.stderr };
    };
    const good = verify();
    expect(good).toMatchObject({ code: 0 });
    const head = /^Head (\d+:[0-9a-f]{64})$/m.exec(good.text)?.[1] ?? "none";
    const another = head.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect(verify("--head", another)).toMatchObject({ code: 1 });
    await tamper(sql`update audit_entries set actor_id = gen_random_uuid() where event = 'version:reject'`);
    const bad = verify();
    expect(bad.code).toBe(1);
    expect(bad.text).toMatch(/Altered: entry \d+, or its seal. Seal \d+\./);
  });
});
