import { and, eq, inArray, isNotNull, max, ne, sql } from "drizzle-orm";
import { ENGINE_VERSION } from "@/scanners/core/engine-version";
import { type FindingDecision, findingStanding } from "@/scanners/core/verdict";
import { canBeCritical } from "@/scanners/ruleset/derive-severity";
import type { Executor } from "../context";
import { checkRuns, findings, scans, versionEvents, versions } from "../schema";
import { getPreviousApproved } from "./previous-scan";
import { getRulesetByDigest } from "./rulesets";
import { type FindingRow, toVerdictFinding } from "./scan-result";

type Version = Pick<typeof versions.$inferSelect, "id" | "pluginId" | "isExperimental" | "qgisMinimum" | "approvedAt">;

/**
 * How many critical findings a comment in the code hides that are new: the newest approved version of the stream did not have them so, or no
 * approver here ever had them before their eyes. One more equal to a known one is new as well.
 */
export async function countNewCriticalSuppressions(
  db: Executor,
  { version, findings: found, decisions }: { version: Version; findings: readonly FindingRow[]; decisions: readonly FindingDecision[] },
): Promise<number> {
  const hidden = found.filter(
    (row) => row.severity === "critical" && row.suppression && findingStanding(toVerdictFinding(row), decisions) === "suppressed",
  );
  if (hidden.length === 0) return 0;
  const [before, seen] = [await listHiddenBefore(db, version), await listSeenByApprovers(db, version.pluginId)];
  const isKnown = ({ fingerprint, equalCount }: FindingRow) =>
    [before, seen].every((counts) => equalCount <= (counts.get(fingerprint) ?? 0));
  return hidden.filter((row) => !isKnown(row)).length;
}

/** Fingerprints of critical findings, each with the number of equal ones. */
type Counts = Map<string, number>;

const isHiddenCritical = and(eq(findings.severity, "critical"), isNotNull(findings.suppression));

/** What was hidden in the newest approved version of the stream. */
async function listHiddenBefore(db: Executor, version: Version): Promise<Counts> {
  const previous = await getPreviousApproved(db, version);
  if (!previous) return new Map();
  const rows = await db
    .select({ fingerprint: findings.fingerprint, equalCount: findings.equalCount })
    .from(findings)
    .where(and(eq(findings.scanId, previous.scanId), isHiddenCritical));
  return new Map(rows.map((row) => [row.fingerprint, row.equalCount]));
}

/**
 * What was hidden, and critical then, in the scans that approvers named when they approved a version of the plugin. Publications by
 * themselves and imported ones showed it to nobody here.
 */
async function listSeenByApprovers(db: Executor, pluginId: number): Promise<Counts> {
  const rows = await db
    .select({ fingerprint: findings.fingerprint, equalCount: max(findings.equalCount) })
    .from(versions)
    .innerJoin(
      versionEvents,
      and(eq(versionEvents.versionId, versions.id), eq(versionEvents.event, "approve"), eq(versionEvents.actorKind, "person")),
    )
    .innerJoin(findings, eq(findings.scanId, versionEvents.scanId))
    .where(and(eq(versions.pluginId, pluginId), inArray(versions.status, ["approved", "withdrawn"]), isHiddenCritical))
    .groupBy(findings.fingerprint);
  return new Map(rows.map((row) => [row.fingerprint, row.equalCount ?? 0]));
}

/** Which of the hidden critical findings of a scan an approver has had before their eyes, by id. */
export async function listSeenHidden(db: Executor, { scanId, pluginId }: { scanId: string; pluginId: number }): Promise<Set<number>> {
  const rows = await db
    .select({ id: findings.id, fingerprint: findings.fingerprint, equalCount: findings.equalCount })
    .from(findings)
    .where(and(eq(findings.scanId, scanId), isHiddenCritical));
  const seen = rows.length > 0 ? await listSeenByApprovers(db, pluginId) : new Map<string, number>();
  return new Set(rows.filter((row) => row.equalCount <= (seen.get(row.fingerprint) ?? 0)).map((row) => row.id));
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
