import { and, eq, inArray, sql } from "drizzle-orm";
import type { ReasonKind, VoidCause } from "@/lib/domain/decisions";
import type { Executor } from "../context";
import { findingDecisions, findings } from "../schema";
import type { DecisionInForce } from "./decisions";
import type { FindingRow } from "./scan-result";

/** A decision that was meant for this finding and holds no longer. */
export interface VoidDecision {
  kind: DecisionInForce["kind"];
  reasonKind: ReasonKind | null;
  reason: string;
  decidedAt: Date;
  cause: VoidCause;
}

/** What is asked of a finding to know which decisions it has outgrown. */
export type Outgrowing = Pick<FindingRow, "id" | "ruleId" | "path" | "line" | "fingerprint" | "movedFingerprint" | "equalCount">;

type Orphan = DecisionInForce & Pick<FindingRow, "path" | "line" | "movedFingerprint">;

/**
 * Decisions that no longer hold, by the finding that they were about, and why: more equal ones than were looked at, code
 * that moved to another file, or code that changed. The last is a guess, good enough for words: an open finding of the same rule in the same
 * file, which has nobody's word, is what became of one that is gone.
 *
 * @param open findings that count
 * @param present fingerprints of all findings of the scan
 */
export async function listVoidDecisions(
  db: Executor,
  input: { open: readonly Outgrowing[]; present: ReadonlySet<string>; decisions: readonly DecisionInForce[] },
): Promise<Map<number, VoidDecision>> {
  const { open, present, decisions } = input;
  const own = Map.groupBy(decisions, (one) => one.fingerprint);
  const voided = new Map<number, VoidDecision>();
  for (const finding of open) {
    const outgrown = own.get(finding.fingerprint)?.find((one) => one.kind !== "suppression-refused" && one.equalCount < finding.equalCount);
    if (outgrown) voided.set(finding.id, toVoid(outgrown, "more-equal"));
  }
  const orphans = await withPlaces(
    db,
    decisions.filter((one) => !present.has(one.fingerprint)),
  );
  const unspoken = Map.groupBy(
    open.filter((finding) => !own.has(finding.fingerprint)),
    (finding) => finding.ruleId,
  );
  for (const orphan of orphans) {
    const heir = heirOf(orphan, unspoken.get(orphan.ruleId) ?? [], voided);
    if (heir) voided.set(heir.finding.id, toVoid(orphan, heir.cause));
  }
  return voided;
}

/** @param unspoken open findings of the same rule that nobody decided about */
function heirOf(orphan: Orphan, unspoken: readonly Outgrowing[], taken: ReadonlyMap<number, unknown>) {
  const free = unspoken.filter((one) => !taken.has(one.id));
  const moved = free.find((one) => one.movedFingerprint === orphan.movedFingerprint);
  if (moved) return { finding: moved, cause: "moved" as const };
  const inFile = free.filter((one) => one.path === orphan.path);
  const distance = (one: Outgrowing) => Math.abs(one.line - orphan.line);
  const [nearest] = inFile.sort((a, b) => distance(a) - distance(b));
  return nearest ? { finding: nearest, cause: "changed" as const } : null;
}

/** Where the finding of a decision was when it was decided. */
async function withPlaces(db: Executor, decisions: readonly DecisionInForce[]): Promise<Orphan[]> {
  if (decisions.length === 0) return [];
  const rows = await db
    .selectDistinctOn([findingDecisions.id], {
      id: findingDecisions.id,
      path: findings.path,
      line: findings.line,
      movedFingerprint: findings.movedFingerprint,
    })
    .from(findingDecisions)
    .innerJoin(findings, and(eq(findings.scanId, findingDecisions.scanId), eq(findings.fingerprint, findingDecisions.fingerprint)))
    .where(inArray(findingDecisions.id, sql`(select unnest(${sql.param(decisions.map((one) => one.id))}::uuid[]))`))
    .orderBy(findingDecisions.id, findings.line);
  const places = new Map(rows.map((row) => [row.id, row]));
  return decisions.flatMap((one) => {
    const place = places.get(one.id);
    return place ? [{ ...one, ...place }] : [];
  });
}

const toVoid = ({ kind, reasonKind, reason, decidedAt }: DecisionInForce, cause: VoidCause): VoidDecision => ({
  ...{ kind, reasonKind, reason, decidedAt, cause },
});
