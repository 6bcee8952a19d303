import { and, eq, exists, inArray, isNotNull, isNull, ne, notExists, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { Severity, Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { findingDecisions, findings, pluginEditors, plugins, scans, users, versions } from "../schema";

export type DecisionNeed = "inconclusive" | "acceptance-asked" | "public-not-clean";

export interface QueueRow {
  versionId: number;
  packageName: string;
  pluginName: string;
  version: string;
  status: VersionStatus;
  verdict: Verdict | null;
  open: Record<Severity, number>;
  /** Since when it waits in this list. */
  since: Date;
  /** Why it was not approved by itself; null when nobody wrote it down. */
  waitsBecause: string | null;
  needs: DecisionNeed[];
  uploaderName: string | null;
  isNewPlugin: boolean;
  isFirstByAuthor: boolean;
  newCriticalSuppressions: number;
  openRequests: number;
  /** The viewer edits the plugin and cannot decide. */
  isOwn: boolean;
}

export interface ReviewQueue {
  ready: QueueRow[];
  needsDecision: QueueRow[];
}

/** Both lists, what has waited longest first; null for people who do not review. A version stands in one list only. */
export async function getReviewQueue(db: Executor, person: SignedIn | null): Promise<ReviewQueue | null> {
  if (!person || !isReviewer(person)) return null;
  const asked = askedSince(db);
  const rows = await db
    .select({
      version: versions,
      packageName: plugins.packageName,
      pluginName: plugins.name,
      uploaderName: users.name,
      isNewPlugin: notExists(approvedSibling(db, (other) => eq(other.pluginId, versions.pluginId))).mapWith(Boolean),
      isFirstByAuthor: notExists(approvedSibling(db, (other) => eq(other.uploadedBy, versions.uploadedBy))).mapWith(Boolean),
      ownEditor: pluginEditors.userId,
      openRequests: asked.count.mapWith(Number),
      askedAt: asked.since,
      scannedAt: scans.concludedAt,
    })
    .from(versions)
    .innerJoin(plugins, and(eq(plugins.id, versions.pluginId), isNull(plugins.deletedAt)))
    .leftJoin(users, eq(users.id, versions.uploadedBy))
    .leftJoin(scans, eq(scans.id, versions.currentScanId))
    .leftJoin(pluginEditors, and(eq(pluginEditors.pluginId, versions.pluginId), eq(pluginEditors.userId, person.userId)))
    .where(or(eq(versions.status, "validated"), waitsForDecision(asked.any)))
    .orderBy(versions.statusChangedAt, versions.id);
  const queue = rows.map(({ version, ownEditor, askedAt, scannedAt, ...rest }): QueueRow => {
    const needs = needsOf(version, rest.openRequests);
    const wasAsked = askedAt === null ? null : new Date(askedAt);
    return {
      ...rest,
      // what is public already is neither new nor anybody's first
      isNewPlugin: rest.isNewPlugin && version.firstApprovedAt === null,
      isFirstByAuthor: rest.isFirstByAuthor && version.firstApprovedAt === null,
      versionId: version.id,
      version: version.version,
      status: version.status,
      verdict: version.effectiveVerdict,
      open: version.effectiveReason?.open ?? { critical: 0, warning: 0, info: 0 },
      since: waitingSince(needs[0], version.statusChangedAt, scannedAt, wasAsked),
      waitsBecause: version.waitsBecause,
      needs,
      newCriticalSuppressions: version.newCriticalSuppressions,
      isOwn: ownEditor !== null,
    };
  });
  const byAge = [...queue].sort((a, b) => a.since.getTime() - b.since.getTime());
  return { ready: byAge.filter((row) => row.status === "validated"), needsDecision: byAge.filter((row) => row.status !== "validated") };
}

/** A public version waits since the scan that found something; a blocked one since somebody asked. */
function waitingSince(need: DecisionNeed | undefined, statusChangedAt: Date, scannedAt: Date | null, askedAt: Date | null): Date {
  if (need === "acceptance-asked") return askedAt ?? statusChangedAt;
  if (need === "public-not-clean") return scannedAt ?? statusChangedAt;
  return statusChangedAt;
}

function needsOf(version: typeof versions.$inferSelect, openRequests: number): DecisionNeed[] {
  const needs: DecisionNeed[] = [];
  if (version.status === "inconclusive") needs.push("inconclusive");
  if (version.status === "approved" && (version.effectiveVerdict === "blocked" || version.effectiveVerdict === "inconclusive"))
    needs.push("public-not-clean");
  if (openRequests > 0) needs.push("acceptance-asked");
  return needs;
}

const waitsForDecision = (hasRequest: SQL): SQL | undefined =>
  or(
    eq(versions.status, "inconclusive"),
    and(eq(versions.status, "approved"), inArray(versions.effectiveVerdict, ["blocked", "inconclusive"])),
    and(inArray(versions.status, ["blocked", "approved"]), hasRequest),
  );

/** Another version that was approved once. Imported ones count: somebody looked at them where they came from. */
function approvedSibling(db: Executor, matches: (other: typeof versions) => SQL) {
  const other = alias(versions, "other");
  return db
    .select({ one: sql`1` })
    .from(other)
    .where(and(matches(other as unknown as typeof versions), ne(other.id, versions.id), isNotNull(other.firstApprovedAt)));
}

/** Requests that are still unanswered and whose finding the version's current scan still holds. */
function askedSince(db: Executor) {
  const asked = alias(findingDecisions, "asked");
  const answer = alias(findingDecisions, "answer");
  const found = alias(findings, "found");
  const open = and(
    eq(asked.pluginId, versions.pluginId),
    eq(asked.kind, "acceptance-asked"),
    eq(asked.isWithdrawal, false),
    notExists(db.select({ one: sql`1` }).from(answer).where(eq(answer.ends, asked.id))),
    exists(
      db
        .select({ one: sql`1` })
        .from(found)
        .where(and(eq(found.scanId, versions.currentScanId), eq(found.fingerprint, asked.fingerprint))),
    ),
  );
  const from = sql`from ${findingDecisions} asked where ${open}`;
  return {
    any: sql`exists (select 1 ${from})`,
    count: sql<number>`(select count(*) ${from})`,
    since: sql<string | null>`(select min(asked.decided_at) ${from})`,
  };
}
