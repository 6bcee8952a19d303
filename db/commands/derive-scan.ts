import { eq, sql } from "drizzle-orm";
import type { Ruleset } from "@/scanners/core/types";
import { derivedSeverity, isRuleChanged, rulesTurnedOn } from "@/scanners/ruleset/derive-severity";
import type { Tx } from "../context";
import { checkRuns, findings, scans } from "../schema";

type ScanRow = typeof scans.$inferSelect;

/**
 * Writes the scan that `after` would give of the same file, from the stored result of another one: severities are decided anew from
 * stored facts, findings of rules that are off now are left out. The new scan has ended and waits to be concluded.
 *
 * @param kind of the new scan
 * @returns its id; null when only a new look at the file can tell
 */
export async function deriveScan(tx: Tx, source: ScanRow, before: Ruleset, after: Ruleset, kind: ScanRow["kind"]): Promise<string | null> {
  if (!source.verdict || source.verdict === "inconclusive" || rulesTurnedOn(before, after).length > 0) return null;
  const runs = await tx.select().from(checkRuns).where(eq(checkRuns.scanId, source.id));
  // Of findings beyond the cap only the number is known.
  const omitted = runs.flatMap((run) => Object.keys(run.omitted));
  if (omitted.some((ruleId) => isRuleChanged(before, after, ruleId))) return null;
  const mapping = await mapSeverities(tx, source.id, before, after);
  if (!mapping) return null;
  const { kind: _kind, verdict: _verdict, verdictReason: _reason, resultDigest: _digest, concludedAt: _at, ...same } = source;
  const { id: _id, queuedAt: _queued, requestId: _request, ...rest } = same;
  const [scan] = await tx
    .insert(scans)
    .values({ ...rest, kind, rulesetDigest: after.digest, derivedFrom: source.id })
    .returning({ id: scans.id });
  const scanId = (scan as { id: string }).id;
  await tx.insert(checkRuns).values(runs.map(({ id: _run, ...run }) => ({ ...run, scanId, attemptToken: null })));
  await copyFindings(tx, source.id, scanId, mapping);
  return scanId;
}

interface Mapped {
  rule_id: string;
  old: string;
  tool: string | null;
  path_class: string;
  new: string;
}

/** Which severity each kind of stored finding gets; null when one of them cannot be told. Kinds that are left out are not listed. */
async function mapSeverities(tx: Tx, scanId: string, before: Ruleset, after: Ruleset): Promise<Mapped[] | null> {
  const kinds = await tx
    .selectDistinct({
      ruleId: findings.ruleId,
      severity: findings.severity,
      toolSeverity: findings.toolSeverity,
      pathClass: findings.pathClass,
    })
    .from(findings)
    .where(eq(findings.scanId, scanId));
  const mapping: Mapped[] = [];
  for (const kind of kinds) {
    const severity = derivedSeverity(before, after, kind);
    if (severity === "unknown") return null;
    if (severity === null) continue;
    mapping.push({ rule_id: kind.ruleId, old: kind.severity, tool: kind.toolSeverity, path_class: kind.pathClass, new: severity });
  }
  return mapping;
}

async function copyFindings(tx: Tx, fromScanId: string, scanId: string, mapping: readonly Mapped[]): Promise<void> {
  await tx.execute(sql`
    insert into findings (scan_id, check_id, rule_id, severity, tool_severity, confidence, path, line, end_line, path_class, message,
      snippet, data, fingerprint, moved_fingerprint, equal_count, suppression)
    select ${scanId}, f.check_id, f.rule_id, m.new::severity, f.tool_severity, f.confidence, f.path, f.line, f.end_line, f.path_class, f.message,
      f.snippet, f.data, f.fingerprint, f.moved_fingerprint, f.equal_count, f.suppression
    from findings f
    join jsonb_to_recordset(${JSON.stringify(mapping)}::jsonb) as m(rule_id text, old text, tool text, path_class text, new text)
      on m.rule_id = f.rule_id and m.old = f.severity::text and m.path_class = f.path_class::text
        and m.tool is not distinct from f.tool_severity::text
    where f.scan_id = ${fromScanId}
    order by f.id`);
}
