import { inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "../context";
import { checkRuns, findings, scanComparisons, scans } from "../schema";

/** Days that a derived scan keeps its details after another one of the same file has taken its place. */
const KEPT_DAYS = 30;
/** Scans in one transaction, and transactions in one go: what is left over is for the next one. */
const BATCH = 50;
const MOST_BATCHES = 100;

/**
 * Takes the findings and runs of derived scans that nothing stands on any more: each change of the rules writes one with all findings for
 * every plugin. Verdict, ruleset and digest stay. Never thinned out are scans of a file itself (so what was found in it can be derived
 * again), the newest of each file, and whatever somebody was shown or told: scans that a version, its history, a decision, a mail or a
 * comparison names.
 *
 * @param keptDays since the scan that took its place
 * @returns how many scans
 */
export async function thinScans(db: Db, keptDays = KEPT_DAYS): Promise<number> {
  let thinned = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const scanIds = await db.transaction((tx) => thinBatch(tx, keptDays));
    thinned += scanIds.length;
    if (scanIds.length < BATCH) break;
  }
  return thinned;
}

async function thinBatch(tx: Tx, keptDays: number): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select s.id from scans s
    where s.derived_from is not null and s.thinned_at is null and s.verdict is not null
      and exists (select 1 from scans newer where newer.version_id = s.version_id and newer.artifact_sha256 = s.artifact_sha256
        and newer.queued_at > s.queued_at and newer.verdict <> 'inconclusive'
        and newer.concluded_at < now() - make_interval(days => ${keptDays}))
      and not exists (select 1 from versions v where v.id = s.version_id and s.id in (v.current_scan_id, v.approval_scan_id))
      and not exists (select 1 from version_events e where e.version_id = s.version_id and e.scan_id = s.id)
      and not exists (select 1 from finding_decisions d where d.plugin_id = s.plugin_id and d.scan_id = s.id)
      and not exists (select 1 from pending_decisions d where d.scan_id = s.id)
      and not exists (select 1 from emails m where m.subject_id = s.id::text)
      and not exists (select 1 from verdict_changes c where c.scan_id = s.id)
      and not exists (select 1 from harmless_checks h where h.scan_id = s.id)
      and not exists (select 1 from patches p where p.scan_id = s.id)
      and not exists (select 1 from scan_comparisons c where c.earlier_scan_id = s.id)
    order by s.queued_at
    limit ${BATCH}
    for update of s skip locked`);
  const scanIds = rows.map((row) => row.id);
  if (scanIds.length === 0) return scanIds;
  await tx.delete(findings).where(inArray(findings.scanId, scanIds));
  await tx.delete(checkRuns).where(inArray(checkRuns.scanId, scanIds));
  // With what it remembered of the scan before it.
  await tx.delete(scanComparisons).where(inArray(scanComparisons.scanId, scanIds));
  await tx.update(scans).set({ thinnedAt: new Date() }).where(inArray(scans.id, scanIds));
  return scanIds;
}
