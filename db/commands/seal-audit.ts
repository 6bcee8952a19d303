import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import { CHAIN_START, sealHash } from "@/lib/audit-chain";
import { AUDIT_SEAL_LOCK } from "@/lib/jobs";
import type { Db, Tx } from "../context";
import { sealedColumns } from "../queries/audit-chain";
import { auditEntries, auditSeals, auditUnsealed } from "../schema";

const BATCH = 1_000;

export interface Sealed {
  entries: number;
  /** The newest seal: noted elsewhere, it proves later that nothing before it was exchanged together with its seals. */
  head: { position: number; sha256: string } | null;
}

/**
 * Appends every entry that has committed to the hash chain. Apart from the transactions that write entries, so that those never wait
 * for each other; two sealers go one after the other. Safe to call any number of times.
 */
export async function sealAudit(db: Db): Promise<Sealed> {
  let entries = 0;
  for (;;) {
    const batch = await db.transaction((tx) => sealBatch(tx));
    entries += batch.entries;
    if (batch.entries < BATCH) return { entries, head: batch.head };
  }
}

async function sealBatch(tx: Tx): Promise<Sealed> {
  await tx.execute(sql`select pg_advisory_xact_lock(${AUDIT_SEAL_LOCK})`);
  const [last] = await tx
    .select({ position: auditSeals.position, sha256: auditSeals.sha256 })
    .from(auditSeals)
    .orderBy(desc(auditSeals.position))
    .limit(1);
  const waiting = await tx
    .select(sealedColumns)
    .from(auditUnsealed)
    .innerJoin(auditEntries, eq(auditEntries.id, auditUnsealed.entryId))
    .orderBy(asc(auditUnsealed.entryId))
    .limit(BATCH);
  let head = last ?? null;
  const seals = waiting.map((entry) => {
    head = { position: (head?.position ?? 0) + 1, sha256: sealHash(head?.sha256 ?? CHAIN_START, entry) };
    return { ...head, entryId: Number(entry.id) };
  });
  if (seals.length === 0) return { entries: 0, head };
  await tx.insert(auditSeals).values(seals);
  await tx.delete(auditUnsealed).where(
    inArray(
      auditUnsealed.entryId,
      seals.map((seal) => seal.entryId),
    ),
  );
  return { entries: seals.length, head };
}
