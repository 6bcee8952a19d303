import { and, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { ENGINE_VERSION } from "@/scanners/core/engine-version";
import { type FindingDecision, findingStanding } from "@/scanners/core/verdict";
import { canBeCritical } from "@/scanners/ruleset/derive-severity";
import type { Executor } from "../context";
import { checkRuns, findings, scans, type versions } from "../schema";
import { getPreviousApproved } from "./previous-scan";
import { getRulesetByDigest } from "./rulesets";
import { type FindingRow, toVerdictFinding } from "./scan-result";

type Version = Pick<typeof versions.$inferSelect, "id" | "pluginId" | "isExperimental" | "qgisMinimum" | "approvedAt">;

/**
 * How many critical findings a comment in the code hides that the newest approved version of the stream did not have so: what no
 * approver has seen. One more equal to a known one is new as well.
 */
export async function countNewCriticalSuppressions(
  db: Executor,
  { version, findings: found, decisions }: { version: Version; findings: readonly FindingRow[]; decisions: readonly FindingDecision[] },
): Promise<number> {
  const hidden = found.filter(
    (row) => row.severity === "critical" && row.suppression && findingStanding(toVerdictFinding(row), decisions) === "suppressed",
  );
  if (hidden.length === 0) return 0;
  const known = await listKnown(db, version);
  return hidden.filter((row) => row.equalCount > (known.get(row.fingerprint) ?? 0)).length;
}

/** Fingerprints of the critical findings that were hidden there, each with the number of equal ones. */
async function listKnown(db: Executor, version: Version): Promise<Map<string, number>> {
  const previous = await getPreviousApproved(db, version);
  if (!previous) return new Map();
  const rows = await db
    .select({ fingerprint: findings.fingerprint, equalCount: findings.equalCount })
    .from(findings)
    .where(and(eq(findings.scanId, previous.scanId), eq(findings.severity, "critical"), isNotNull(findings.suppression)));
  return new Map(rows.map((row) => [row.fingerprint, row.equalCount]));
}

/**
 * Rules of which a scan found more places than are kept, and nobody can tell whether a comment hides a critical one among the others: where
 * everything that is listed is critical (those come first). Open critical ones beyond the cap block by their number. Older engines
 * listed by place alone.
 */
export async function listRulesThatMayHide(db: Executor, scanId: string): Promise<string[]> {
  const runs = await db
    .select({ omitted: checkRuns.omitted, rulesetDigest: scans.rulesetDigest, engineVersion: scans.engineVersion })
    .from(checkRuns)
    .innerJoin(scans, eq(scans.id, checkRuns.scanId))
    .where(and(eq(checkRuns.scanId, scanId), sql`${checkRuns.omitted} <> '{}'::jsonb`));
  const ruleset = runs[0] && (await getRulesetByDigest(db, runs[0].rulesetDigest));
  if (!ruleset) return [];
  const omitted = runs.flatMap((run) => Object.keys(run.omitted)).filter((ruleId) => canBeCritical(ruleset, ruleId));
  if (omitted.length === 0 || runs[0]?.engineVersion !== ENGINE_VERSION) return omitted;
  const others = await db
    .selectDistinct({ ruleId: findings.ruleId })
    .from(findings)
    .where(and(eq(findings.scanId, scanId), inArray(findings.ruleId, omitted), ne(findings.severity, "critical")));
  return omitted.filter((ruleId) => others.every((one) => one.ruleId !== ruleId));
}
