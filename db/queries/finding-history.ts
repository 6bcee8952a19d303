import { asc, eq } from "drizzle-orm";
import type { ReasonKind } from "@/lib/domain/decisions";
import type { Executor } from "../context";
import { findingDecisions, users, versions } from "../schema";

type Kind = (typeof findingDecisions.$inferSelect)["kind"];

/** A step in what people said about a finding. */
export interface FindingWord {
  kind: Kind;
  /** It takes an earlier word of this kind back. */
  isWithdrawal: boolean;
  reasonKind: ReasonKind | null;
  reason: string;
  groupNo: number | null;
  byName: string | null;
  at: Date;
  /** The version that was looked at; null when it was deleted. */
  version: string | null;
  /** An acceptance ends by itself at this moment. */
  expiresAt: Date | null;
}

/** Everything that was ever said about a plugin's findings, by fingerprint, oldest first. */
export async function listFindingHistory(db: Executor, pluginId: number): Promise<Map<string, FindingWord[]>> {
  const rows = await db
    .select({
      fingerprint: findingDecisions.fingerprint,
      kind: findingDecisions.kind,
      isWithdrawal: findingDecisions.isWithdrawal,
      reasonKind: findingDecisions.reasonKind,
      reason: findingDecisions.reason,
      groupNo: findingDecisions.groupNo,
      byName: users.name,
      at: findingDecisions.decidedAt,
      version: versions.version,
      expiresAt: findingDecisions.expiresAt,
    })
    .from(findingDecisions)
    .leftJoin(users, eq(users.id, findingDecisions.decidedBy))
    .leftJoin(versions, eq(versions.id, findingDecisions.versionId))
    .where(eq(findingDecisions.pluginId, pluginId))
    .orderBy(asc(findingDecisions.decidedAt), asc(findingDecisions.id));
  const byFingerprint = Map.groupBy(rows, (row) => row.fingerprint);
  return new Map([...byFingerprint].map(([fingerprint, own]) => [fingerprint, own.map(({ fingerprint: _, ...word }) => word)]));
}
