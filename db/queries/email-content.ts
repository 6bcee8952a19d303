import { and, eq, exists, isNotNull, ne, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type ReasonKind, referenceOf } from "@/lib/domain/decisions";
import { isReplaceable, type VersionStatus } from "@/lib/domain/version-status";
import { CHECK_IDS, type CheckId, type PathClass, type Severity, type Verdict } from "@/scanners/core/types";
import { decideVerdict, findingStanding, type VerdictReason } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { findingDecisions, plugins, scans, users, versionEvents, versions } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { type ComparedWith, getScanMemory, type MemoryCounts, memoryCounts } from "./finding-memory";
import { asEventId, asUuid } from "./mail-subject-ids";
import { getScanResult, toVerdictFinding } from "./scan-result";

/** The version that a mail tells of, as it is when the mail is written. Names are the author's own text. */
export interface MailVersion {
  versionId: number;
  pluginId: number;
  packageName: string;
  pluginName: string;
  version: string;
  status: VersionStatus;
  /** Null while it is being checked for the first time. */
  verdict: Verdict | null;
  currentScanId: string | null;
  artifactSha256: string;
  /** A corrected file may come under the same number. */
  isReplaceable: boolean;
  statusChangedAt: Date;
  uploadedAt: Date;
  uploaderName: string | null;
  waitsBecause: string | null;
  newCriticalSuppressions: number;
  /** No version of the plugin was ever public. */
  isNewPlugin: boolean;
}

export async function getMailVersion(db: Executor, versionId: number): Promise<MailVersion | null> {
  const other = alias(versions, "other");
  const [row] = await db
    .select({
      versionId: versions.id,
      pluginId: plugins.id,
      packageName: plugins.packageName,
      pluginName: plugins.name,
      metadata: versions.metadata,
      version: versions.version,
      status: versions.status,
      verdict: versions.effectiveVerdict,
      currentScanId: versions.currentScanId,
      artifactSha256: versions.artifactSha256,
      firstApprovedAt: versions.firstApprovedAt,
      statusChangedAt: versions.statusChangedAt,
      uploadedAt: versions.uploadedAt,
      uploaderName: users.name,
      waitsBecause: versions.waitsBecause,
      newCriticalSuppressions: versions.newCriticalSuppressions,
      isNewPlugin: sql<boolean>`${notExists(
        db
          .select({ one: sql`1` })
          .from(other)
          .where(and(eq(other.pluginId, versions.pluginId), ne(other.id, versions.id), isNotNull(other.firstApprovedAt))),
      )}`,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .leftJoin(users, eq(users.id, versions.uploadedBy))
    .where(eq(versions.id, versionId));
  if (!row) return null;
  const { metadata, firstApprovedAt, ...version } = row;
  return {
    ...version,
    pluginName: metadata.name || row.pluginName,
    isReplaceable: isReplaceable({ status: row.status, wasEverApproved: firstApprovedAt !== null }),
  };
}

export interface MailFinding {
  ruleId: string;
  severity: Severity;
  path: string;
  pathClass: PathClass;
  line: number;
  message: string;
  data: Record<string, string> | null;
  /** It was not in the version that the scan was compared with. */
  isNew: boolean;
}

export interface MailScan {
  /** The file that was checked. */
  artifactSha256: string;
  /** When the checks were asked for. */
  queuedAt: Date;
  /** The verdict with the decisions that are in force now. */
  reason: VerdictReason;
  checks: { checkId: CheckId; isFinished: boolean; findings: number }[];
  /** Those that count. No code: mails name places and say what to do. */
  findings: MailFinding[];
  /** Findings beyond the cap, which are not stored one by one. */
  omittedByRule: Record<string, number>;
  /** Against the version before; null when there was none. */
  memory: (MemoryCounts & { comparedWith: ComparedWith }) | null;
}

/** What a concluded scan says; null while it has not ended. */
export async function getMailScan(db: Executor, scanId: string): Promise<MailScan | null> {
  if (asUuid(scanId) === null) return null;
  const [scan] = await db
    .select({ pluginId: scans.pluginId, artifactSha256: scans.artifactSha256, queuedAt: scans.queuedAt, verdict: scans.verdict })
    .from(scans)
    .where(eq(scans.id, scanId));
  if (!scan?.verdict) return null;
  const { runs, findings } = await getScanResult(db, scanId);
  const decisions = scan.pluginId === null ? [] : await listDecisionsInForce(db, scan.pluginId);
  const memory = await getScanMemory(db, scanId);
  const placed = findings.map((row) => ({
    ...row,
    standing: findingStanding(toVerdictFinding(row), decisions),
    memory: memory?.byFinding.get(row.id) ?? null,
  }));
  const open = placed.filter((row) => row.standing === "open");
  return {
    artifactSha256: scan.artifactSha256,
    queuedAt: scan.queuedAt,
    reason: decideVerdict(runs, findings.map(toVerdictFinding), decisions, CHECK_IDS),
    checks: CHECK_IDS.map((checkId) => {
      const run = runs.find((one) => one.checkId === checkId);
      const listed = open.filter((row) => row.checkId === checkId).length;
      return { checkId, isFinished: run?.state === "finished", findings: listed + (run?.omittedCritical ?? 0) };
    }),
    findings: open.map(({ ruleId, severity, path, pathClass, line, message, data, memory: own }) => ({
      ...{ ruleId, severity, path, pathClass, line, message, data },
      isNew: own?.state === "new",
    })),
    omittedByRule: Object.assign({}, ...runs.map((run) => run.omitted)),
    memory: memory && { ...memoryCounts(placed, memory), comparedWith: memory.comparedWith },
  };
}

export interface MailEvent {
  event: string;
  at: Date;
  toStatus: VersionStatus | null;
  reason: string | null;
}

/** A step in a version's life, by the id of its event. */
export async function getMailEvent(db: Executor, eventId: string): Promise<MailEvent | null> {
  const id = asEventId(eventId);
  if (id === null) return null;
  const [row] = await db
    .select({ event: versionEvents.event, at: versionEvents.at, toStatus: versionEvents.toStatus, reason: versionEvents.reason })
    .from(versionEvents)
    .where(eq(versionEvents.id, id));
  return row ?? null;
}

export interface MailDecision {
  kind: (typeof findingDecisions.$inferSelect)["kind"];
  /** The row takes a decision of this kind back. */
  isWithdrawal: boolean;
  ruleId: string;
  reasonKind: ReasonKind | null;
  reason: string;
  /** What people know it by, "GB-1001"; null for what is older than these numbers. */
  reference: string | null;
  /** Places that were decided about in the same go. */
  places: number;
  decidedAt: Date;
  /** Answered or taken back, with all that was decided in the same go. */
  isOver: boolean;
}

/** A person's word about findings, by the id of one of its rows. */
export async function getMailDecision(db: Executor, decisionId: string): Promise<MailDecision | null> {
  const id = asUuid(decisionId);
  if (id === null) return null;
  const [row] = await db.select().from(findingDecisions).where(eq(findingDecisions.id, id));
  if (!row) return null;
  const { kind, isWithdrawal, ruleId, reasonKind, reason, groupNo, decidedAt, equalCount } = row;
  const own = alias(findingDecisions, "own");
  const same = and(
    sql`${findingDecisions.groupNo} = ${groupNo}`,
    eq(findingDecisions.kind, kind),
    eq(findingDecisions.isWithdrawal, isWithdrawal),
    // written by one transaction
    eq(findingDecisions.decidedAt, db.select({ at: own.decidedAt }).from(own).where(eq(own.id, id))),
  );
  const later = alias(findingDecisions, "later");
  const isEnded = exists(db.select({ one: sql`1` }).from(later).where(eq(later.ends, findingDecisions.id)));
  const [group] = await db
    .select({ places: sql<number>`sum(${findingDecisions.equalCount})::int`, isOver: sql<boolean>`bool_and(${isEnded})` })
    .from(findingDecisions)
    // What is older than these numbers was decided one by one.
    .where(groupNo === null ? eq(findingDecisions.id, id) : same);
  const { places, isOver } = group ?? { places: equalCount, isOver: false };
  return { kind, isWithdrawal, ruleId, reasonKind, reason, reference: referenceOf(groupNo), places, decidedAt, isOver };
}
