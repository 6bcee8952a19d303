import { asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { CHAIN_START, reasonDigest, sealHash } from "@/lib/audit-chain";
import type { Executor } from "../context";
import { auditEntries, auditReasons, auditSeals } from "../schema";
import { sealedColumns } from "./audit-chain";

const PAGE = 5_000;
/** The worker seals every minute; a log that waits longer has no worker, or holds what nobody wrote through its door. */
const SEALED_WITHIN_MINUTES = 15;

export interface AuditReport {
  sealed: number;
  waiting: number;
  head: { position: number; sha256: string } | null;
  /** The first place where something is wrong, in words; null when all is well. */
  problem: string | null;
}

/**
 * Reads the whole audit log and says whether it is what was written: no entry altered, removed, inserted or left without its seal, every
 * reason the one that was given, and every row of the histories with its entry.
 *
 * @param expected a head that was noted earlier (from the worker's log lines): the chain must still hold it
 */
export async function verifyAudit(db: Executor, expected?: { position: number; sha256: string }): Promise<AuditReport> {
  const chain = await walkChain(db, expected);
  const waiting = await db.$count(auditEntries, sql`not exists (select 1 from audit_seals s where s.entry_id = ${auditEntries.id})`);
  const problem = chain.problem ?? (await findUnsealed(db)) ?? (await findForeignReason(db)) ?? (await findLostRow(db)) ?? null;
  return { sealed: chain.head?.position ?? 0, waiting, head: chain.head, problem };
}

type Chain = Pick<AuditReport, "head" | "problem">;

async function walkChain(db: Executor, expected?: { position: number; sha256: string }): Promise<Chain> {
  let head: AuditReport["head"] = null;
  for (;;) {
    const page = await readPage(db, head?.position ?? 0);
    for (const seal of page) {
      const problem =
        problemOf(seal, head) ?? (expected?.position === seal.position && expected.sha256 !== seal.sha256 ? OTHER_HEAD : null);
      if (problem) return { head, problem: `${problem} Seal ${seal.position}.` };
      head = { position: seal.position, sha256: seal.sha256 };
    }
    if (page.length < PAGE) break;
  }
  if (expected && (head?.position ?? 0) < expected.position)
    return {
      head,
      problem: `Removed: the chain ends at seal ${head?.position ?? 0}, before the seal ${expected.position} that was noted.`,
    };
  return { head, problem: null };
}

const OTHER_HEAD = "Exchanged: the seal is not the one that was noted.";

type SealRow = Awaited<ReturnType<typeof readPage>>[number];

function readPage(db: Executor, after: number) {
  return db
    .select({ ...sealedColumns, position: auditSeals.position, sha256: auditSeals.sha256, entryId: auditSeals.entryId })
    .from(auditSeals)
    .leftJoin(auditEntries, eq(auditEntries.id, auditSeals.entryId))
    .where(gt(auditSeals.position, after))
    .orderBy(asc(auditSeals.position))
    .limit(PAGE);
}

function problemOf(seal: SealRow, head: AuditReport["head"]): string | null {
  const position = (head?.position ?? 0) + 1;
  if (seal.position !== position) return `Removed: seal ${position} is missing.`;
  const { id, event } = seal;
  if (id === null || event === null) return `Removed: entry ${seal.entryId} is missing.`;
  return sealHash(head?.sha256 ?? CHAIN_START, { ...seal, id, event }) === seal.sha256
    ? null
    : `Altered: entry ${seal.entryId}, or its seal.`;
}

async function first<T extends Record<string, unknown>>(db: Executor, query: SQL) {
  return (await db.execute<T>(query)).rows[0];
}

async function findUnsealed(db: Executor): Promise<string | null> {
  const row = await first<{ id: string; isQueued: boolean }>(
    db,
    sql`select e.id, u.entry_id is not null as "isQueued" from audit_entries e left join audit_unsealed u on u.entry_id = e.id
      where not exists (select 1 from audit_seals s where s.entry_id = e.id)
        and (u.entry_id is null or u.since < now() - make_interval(mins => ${SEALED_WITHIN_MINUTES}))
      order by e.id limit 1`,
  );
  if (!row) return null;
  if (!row.isQueued) return `Inserted: entry ${row.id} did not come in through the log's door and has no seal.`;
  return `Not sealed: entry ${row.id} waits for more than ${SEALED_WITHIN_MINUTES} minutes. Does a worker run?`;
}

async function findForeignReason(db: Executor): Promise<string | null> {
  for (let after = 0; ; ) {
    const page = await db
      .select({
        entryId: auditReasons.entryId,
        salt: auditReasons.salt,
        text: auditReasons.text,
        digest: auditEntries.reasonDigest,
        event: auditEntries.event,
      })
      .from(auditReasons)
      .leftJoin(auditEntries, eq(auditEntries.id, auditReasons.entryId))
      .where(gt(auditReasons.entryId, after))
      .orderBy(asc(auditReasons.entryId))
      .limit(PAGE);
    const foreign = page.find((one) => reasonDigest(one.salt, one.text) !== one.digest);
    if (foreign)
      return foreign.event ? `Altered: the reason of entry ${foreign.entryId}.` : `Removed: entry ${foreign.entryId} is missing.`;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return null;
    after = last.entryId;
  }
}

/** Histories whose rows stay for ever: each has exactly one entry, and no entry tells of a row that is not there. */
const HISTORIES = [
  ["version_events", "id"],
  ["plugin_events", "id"],
  ["user_events", "id"],
  ["ruleset_activations", "id"],
  ["review_point_marks", "id"],
  ["decision_checklists", "event_id"],
] as const;

async function findLostRow(db: Executor): Promise<string | null> {
  for (const [history, key] of HISTORIES) {
    const row = await first<{ source: string; entries: number }>(
      db,
      sql`select coalesce(e.source, h.source) as source, coalesce(e.entries, 0)::int as entries
        from (select ${`${history}:`} || ${sql.identifier(key)} as source from ${sql.identifier(history)}) h
        full join (select source, count(*) as entries from audit_entries where source like ${`${history}:%`} group by source) e using (source)
        where h.source is null or coalesce(e.entries, 0) <> 1 order by 1 limit 1`,
    );
    if (row && row.entries === 0) return `Removed: nothing tells of ${row.source}.`;
    if (row)
      return `Inserted: ${row.entries === 1 ? "an entry tells" : `${row.entries} entries tell`} of ${row.source}, which does not fit.`;
  }
  return null;
}
