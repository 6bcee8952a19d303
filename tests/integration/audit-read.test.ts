/** What administrators read of the audit log and take away of it, and the part of it that strangers read. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditCsvHeader, auditCsvLines } from "@/app/(admin)/admin/audit/export/audit-csv";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { markEmailFailed, markEmailSkipped } from "@/db/commands/email-log";
import { answerAcceptance } from "@/db/commands/end-decision";
import { recordAudit } from "@/db/commands/record-audit";
import { type AuditFilter, type AuditRow, exportAuditEntries, listAuditEntries } from "@/db/queries/audit-log";
import { listPublicHistory } from "@/db/queries/public-history";
import { emails, findings, pluginEvents, users, versionEvents, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow, versionRow } from "../builders/rows";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let pluginId: number;
beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
  pluginId = await pluginRow(repository.db, owner, "audited");
});
afterAll(() => repository.close());

const EVERYTHING: AuditFilter = { person: "", plugin: "", event: "", from: "", to: "" };
const find = (filter: Partial<AuditFilter>, page: { before?: number; limit?: number } = {}) =>
  listAuditEntries(repository.db, { ...EVERYTHING, ...filter }, { before: null, limit: 100, ...page });
const by = (person: SignedIn) => ({ kind: "person" as const, userId: person.userId });
const download = (person: SignedIn, facts: { pluginId?: number; subjectId?: string } = {}) =>
  recordAudit(repository.db, { actor: by(person), event: "file:downloaded", ...facts });

describe("the page", () => {
  it("finds by person (id, address, part of the name; who did it and whom it concerns), plugin, kind and day, page by page", async () => {
    const { db } = repository;
    const reader = await repository.person();
    await db.update(users).set({ name: "Ada 100% Lovelace" }).where(eq(users.id, reader.userId));
    await download(reader, { pluginId });
    await download(approver, { subjectId: reader.userId });
    for (const person of [reader.userId, `${reader.userId}@EXAMPLE.org`, "100% love"]) {
      const rows = await find({ person });
      expect(rows.map((row) => row.actorId)).toEqual([approver.userId, reader.userId]);
      expect(rows[0]?.subjectName).toBe("Ada 100% Lovelace");
    }
    expect(await find({ person: "nobody of that name" })).toEqual([]);
    expect((await find({ plugin: "AUDITED", event: "file:" })).map((row) => row.actorId)).toEqual([reader.userId]);
    await db.insert(emails).values({ kind: "decision", subjectId: "1", pluginId, recipientId: reader.userId });
    expect(await find({ plugin: String(pluginId), person: reader.userId, event: "mail:" })).toHaveLength(1);
    expect(await find({ plugin: String(pluginId), person: reader.userId, event: "all" })).toHaveLength(2);
    expect(await find({ plugin: String(pluginId), person: reader.userId })).toHaveLength(1);
    const today = new Date().toISOString().slice(0, 10);
    expect((await find({ person: reader.userId, from: today, to: today })).length).toBe(2);
    expect(await find({ person: reader.userId, to: "2001-01-01" })).toEqual([]);
    const [newest] = await find({ person: reader.userId }, { limit: 1 });
    const older = await find({ person: reader.userId }, { before: newest?.id });
    expect(older.map((row) => row.actorId)).toEqual([reader.userId]);
  });
});

describe("a mail", () => {
  it("that was not sent says why; one that failed and may be sent yet does not", async () => {
    const { db } = repository;
    const reader = await repository.person();
    for (const [subjectId, end] of [
      ["unsent", (id: string) => markEmailSkipped(db, id, "They asked for no such mails.")],
      ["failed", (id: string) => markEmailFailed(db, id, { error: "busy", isFinal: true })],
    ] as const) {
      const [mail] = await db.insert(emails).values({ kind: "decision", subjectId, pluginId, recipientId: reader.userId }).returning();
      await end(mail?.id as string);
    }
    const rows = await find({ person: reader.userId, event: "mail:" });
    expect(rows.map((row) => [row.event, row.reason])).toEqual([
      ["mail:failed", null],
      ["mail:queued", null],
      ["mail:skipped", "They asked for no such mails."],
      ["mail:queued", null],
    ]);
  });
});

describe("a decision about a finding", () => {
  it("says at which place, of each one of a request; what the site then carried out names who decided", async () => {
    const { db } = repository;
    const finds = ["a.py", "b.py"].map((path, index) => ({
      ...{ ruleId: "bandit/B602", severity: "critical" as const, toolSeverity: "high" as const, fingerprint: `place ${path}` },
      ...{ path, line: index + 4 },
    }));
    const decided = await pluginRow(db, owner, "decided");
    const { versionId } = await versionRow(db, {
      ...{ pluginId: decided, uploadedBy: owner, version: "1.0", status: "blocked", verdict: "blocked", finds },
    });
    const [finding] = await db.select().from(findings).where(eq(findings.path, "a.py"));
    const about = { versionId, findingId: finding?.id as number };
    const asked = await askForAcceptance(db, { person: owner, ...about, scope: "rule", reason: "Constants." });
    if (!asked.ok) throw new Error(asked.error.message);
    const answer = { decisionId: asked.value.decisionId, answer: "accept" as const, reason: "Seen." };
    expect(await answerAcceptance(db, { person: approver, ...answer })).toMatchObject({ ok: true });
    const rows = await find({ plugin: "decided" });
    const places = (event: string) => rows.filter((row) => row.event === event).map((row) => row.place);
    const both = [
      { path: "a.py", line: 4, more: 0 },
      { path: "b.py", line: 5, more: 0 },
    ];
    expect(places("finding:acceptance-asked")).toHaveLength(2);
    expect(places("finding:acceptance-asked")).toEqual(expect.arrayContaining(both));
    expect(places("finding:acceptance")).toEqual(expect.arrayContaining(both));
    const moved = rows.find((row) => row.event === "version:finding-accepted");
    expect(moved).toMatchObject({ actorKind: "system", decidedBy: { id: approver.userId }, place: null });
    expect(rows.filter((row) => row.decidedBy)).toHaveLength(1);
  });
});

describe("new suppressions of critical findings", () => {
  it("say the first hidden one, where nothing hidden was known before", async () => {
    const { db } = repository;
    const finds = ["b.py", "a.py"].map((path, index) => ({
      ...{ ruleId: "bandit/B602", toolSeverity: "high" as const, fingerprint: `hidden ${path}`, path, line: index + 4 },
      suppression: { by: "pragma" as const, ruleSpecific: true, text: "# nosec B602", path, line: 4 },
    }));
    const hides = await pluginRow(db, owner, "hides");
    const { versionId } = await versionRow(db, {
      ...{ pluginId: hides, uploadedBy: owner, version: "1.0", status: "validated", verdict: "passed", finds },
    });
    for (const newCriticalSuppressions of [2, 1])
      await db.update(versions).set({ newCriticalSuppressions }).where(eq(versions.id, versionId));
    const rows = await find({ plugin: "hides", event: "suppression:" });
    expect(rows.map((row) => row.place)).toEqual([null, { path: "a.py", line: 5, more: 1, ruleId: "bandit/B602" }]);
  });
});

describe("the export", () => {
  it("has everything once, also with more than one batch, and what is written meanwhile is left out", async () => {
    const reader = await repository.person();
    for (let index = 0; index < 1_003; index += 1) await download(reader);
    const ids: number[] = [];
    for await (const batch of exportAuditEntries(repository.db, { ...EVERYTHING, person: reader.userId })) {
      ids.push(...batch.map((row) => row.id));
      await download(reader);
    }
    expect(ids).toHaveLength(1_003);
    expect(new Set(ids).size).toBe(1_003);
  });

  it("is safe to open: no cell begins as a formula does, quotes and lines stay in their cell", () => {
    const row: AuditRow = {
      ...{
        id: 1,
        at: new Date(0),
        actorKind: "person",
        actorId: null,
        actorName: "=cmd|'/C calc'!A0",
        tokenId: null,
        event: "version:return",
      },
      ...{
        pluginId: 1,
        packageName: "@SUM(1+1)",
        versionId: 2,
        version: "-1.0",
        subjectId: "+49",
        subjectName: "\tx",
        facts: { from: "=1" },
      },
      ...{ decidedBy: { id: "1", name: "-x" }, place: { path: "=run.py", line: 1, more: 0 } },
      ...{ reason: 'first "quoted"\r\n=second', isReasonErased: false, requestId: "\rx", seal: null },
    };
    const text = auditCsvLines([row]);
    const cells = cellsOf(text);
    expect(cells).toHaveLength(cellsOf(auditCsvHeader()).length);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells).toContain("'=cmd|'/C calc'!A0");
    expect(cells).toContain('first "quoted"\r\n=second');
    expect(text.endsWith("\r\n")).toBe(true);
  });
});

/** Every cell is quoted. */
const cellsOf = (line: string) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = ""]) => cell.replaceAll('""', '"'));

describe("a plugin's public part", () => {
  it("says when versions were public and the owner changed; no names, no reasons, nothing of drafts", async () => {
    const { db } = repository;
    const published = await versionRow(db, { pluginId, uploadedBy: owner, version: "1.0", status: "approved", verdict: "passed" });
    const draft = await versionRow(db, { pluginId, uploadedBy: owner, version: "1.1", status: "validated", verdict: "passed" });
    const event = (versionId: number, name: string, fromStatus: string | null, toStatus: string) =>
      db.insert(versionEvents).values({
        ...{ versionId, pluginId, actorKind: "person", actorId: approver.userId, event: name, reason: "A private reason." },
        ...{ fromStatus: fromStatus as "approved" | null, toStatus: toStatus as "approved" },
      });
    await event(published.versionId, "accept-new-plugin", null, "validating");
    await event(published.versionId, "conclude", "validating", "validated");
    await event(published.versionId, "approve", "validated", "approved");
    await event(published.versionId, "rescan", "approved", "approved");
    await event(draft.versionId, "accept-new-version", null, "validating");
    await event(draft.versionId, "quarantine", "validated", "quarantined");
    await db.insert(pluginEvents).values({ pluginId, actorKind: "person", actorId: approver.userId, event: "invited" });
    await db.insert(pluginEvents).values({ pluginId, actorKind: "person", actorId: owner.userId, event: "owner-joined" });
    await event(published.versionId, "quarantine", "approved", "quarantined");
    await event(published.versionId, "release", "quarantined", "approved");
    await event(published.versionId, "withdraw", "approved", "withdrawn");
    const transfer = { event: "transferred" as const, subjectId: owner.userId, reason: "A private reason." };
    await db.insert(pluginEvents).values({ pluginId, actorKind: "person", actorId: approver.userId, ...transfer });
    const history = await listPublicHistory(db, pluginId);
    expect(history.map((one) => [one.version, one.event]).reverse()).toEqual([
      ["1.0", "approve"],
      [null, "owner-changed"],
      ["1.0", "quarantined"],
      ["1.0", "released"],
      ["1.0", "withdrawn"],
      [null, "transferred"],
    ]);
    expect(JSON.stringify(history)).not.toMatch(new RegExp(`private|${approver.userId}|${owner.userId}`));
  });
});
