import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { Change } from "@/scanners/core/match-findings";
import type { CheckId, Severity } from "@/scanners/core/types";
import { type FindingStanding, findingStanding } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { findingMemory, findings } from "../schema";
import { type DecisionInForce, listDecisionsInForce } from "./decisions";

/** So many findings of one kind. */
export interface FindingTally {
  checkId: CheckId;
  severity: Severity;
  standing: FindingStanding;
  /** Against the version before; null when there was none. */
  change: Change | null;
  count: number;
}

/** What the verdict looks at, and what it was compared with. */
const KIND = {
  ruleId: sql<string>`''`,
  checkId: findings.checkId,
  severity: findings.severity,
  isSuppressed: sql<boolean>`${findings.suppression} is not null`,
  ruleSpecific: sql<boolean>`coalesce((${findings.suppression}->>'ruleSpecific')::boolean, false)`,
  change: findingMemory.change,
};

/**
 * The findings of a scan, counted by the database: a page about thousands of them need not read them. Only those that
 * somebody decided about are looked at one by one.
 */
export async function listTallies(db: Executor, scanId: string, pluginId: number | null): Promise<FindingTally[]> {
  const decisions = pluginId === null ? [] : await listDecisionsInForce(db, pluginId);
  const decided = [...new Set(decisions.map((decision) => decision.fingerprint))];
  const inMemory = and(eq(findingMemory.scanId, findings.scanId), eq(findingMemory.findingId, findings.id));
  const kinds = await db
    .select({ ...KIND, count: sql<number>`count(*)::int` })
    .from(findings)
    .leftJoin(findingMemory, inMemory)
    .where(and(eq(findings.scanId, scanId), decided.length > 0 ? notInArray(findings.fingerprint, decided) : undefined))
    .groupBy(KIND.checkId, KIND.severity, KIND.isSuppressed, KIND.ruleSpecific, KIND.change);
  const single =
    decided.length === 0
      ? []
      : await db
          .select({ ...KIND, fingerprint: findings.fingerprint, equalCount: findings.equalCount })
          .from(findings)
          .leftJoin(findingMemory, inMemory)
          .where(and(eq(findings.scanId, scanId), inArray(findings.fingerprint, decided)));
  return [
    ...kinds.map((kind) => toTally({ ...kind, fingerprint: "", equalCount: 1 }, [])),
    ...single.map((one) => toTally({ ...one, count: 1 }, decisions)),
  ];
}

interface Kind {
  ruleId: string;
  checkId: CheckId;
  severity: Severity;
  isSuppressed: boolean;
  ruleSpecific: boolean;
  change: Change | null;
  fingerprint: string;
  equalCount: number;
  count: number;
}

function toTally({ isSuppressed, ruleSpecific, change, count, ...finding }: Kind, decisions: readonly DecisionInForce[]): FindingTally {
  const standing = findingStanding({ ...finding, ...(isSuppressed ? { suppression: { ruleSpecific } } : {}) }, decisions);
  return { checkId: finding.checkId, severity: finding.severity, standing, change, count };
}
