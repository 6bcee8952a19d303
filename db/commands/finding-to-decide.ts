import { and, asc, eq, sql } from "drizzle-orm";
import type { DecisionScope, ReasonKind } from "@/lib/domain/decisions";
import type { Actor, SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { findingStanding } from "@/scanners/core/verdict";
import type { Tx } from "../context";
import { listDecisionsInForce } from "../queries/decisions";
import { libraryFinder } from "../queries/libraries";
import { type FindingRow, toVerdictFinding } from "../queries/scan-result";
import { getSharedFiles } from "../queries/shared-files";
import { findingDecisions, findings, versions } from "../schema";
import { actorFor } from "./actor";
import { refuseIfDeleted } from "./deleted-plugin";
import { lockVerdicts } from "./lock-verdicts";

export interface AboutFinding {
  person: Pick<SignedIn, "userId">;
  versionId: number;
  findingId: number;
  reason: string;
  requestId?: string;
}

/** Places that were decided about in one go; `groupNo` is what people know the decision by. */
export interface DecidedGroup {
  decisionId: string;
  groupNo: number | null;
  places: number;
}
export type Decided = Promise<Result<DecidedGroup, AppError>>;

type PersonActor = Extract<Actor, { kind: "person" }>;

export interface Found {
  finding: FindingRow;
  version: typeof versions.$inferSelect;
  actor: PersonActor;
  reason: string;
}

export const mayReview = (actor: PersonActor): boolean => !actor.isSuspended && !actor.isEditor && actor.role !== "user";

/**
 * The finding, if it belongs to the version's current scan and the person may speak about it; not-found otherwise. Holds
 * the lock of verdicts from here on.
 */
export async function findingOf(tx: Tx, input: AboutFinding, who: "editor" | "approver"): Promise<Result<Found, AppError>> {
  const [found] = await tx.select({ pluginId: versions.pluginId }).from(versions).where(eq(versions.id, input.versionId));
  if (found) await lockVerdicts(tx, found.pluginId);
  const [version] = await tx.select().from(versions).where(eq(versions.id, input.versionId)).for("update");
  const actor = await actorFor(tx, input.person, version?.pluginId ?? null);
  const isAllowed = who === "editor" ? actor.isEditor && !actor.isSuspended : mayReview(actor);
  if (!version?.currentScanId || !isAllowed) return appError("not-found", "There is no such finding.");
  const [finding] = await tx
    .select()
    .from(findings)
    .where(and(eq(findings.id, input.findingId), eq(findings.scanId, version.currentScanId)));
  if (!finding) return appError("not-found", "There is no such finding.");
  const refusal = await refuseIfDeleted(tx, version.pluginId);
  if (refusal) return refusal;
  const reason = input.reason.trim();
  if (reason === "") return appError("invalid", "Write a reason.");
  return ok({ finding, version, actor, reason });
}

/**
 * The findings that an owner's word about one of them is meant for: those of the scope that count and are as grave. Equal ones share
 * a fingerprint, and one row stands for all of them.
 *
 * @returns conflict when the finding itself counts no more
 */
export async function openFindings(tx: Tx, { finding, version }: Found, scope: DecisionScope): Promise<Result<FindingRow[], AppError>> {
  const decisions = Map.groupBy(await listDecisionsInForce(tx, version.pluginId), (one) => one.fingerprint);
  const standing = (row: FindingRow) => findingStanding(toVerdictFinding(row), decisions.get(row.fingerprint) ?? []);
  const own = standing(finding);
  if (own !== "open") return appError("conflict", `This finding does not count any more: it is ${own}.`);
  if (scope === "place") return ok([finding]);
  const isMeant = scope === "rule" ? (row: FindingRow) => row.ruleId === finding.ruleId : await inLibraryOf(tx, version.pluginId, finding);
  if (!isMeant) return appError("invalid", "This is no copy of a library.");
  const rows = await tx
    .select()
    .from(findings)
    .where(and(eq(findings.scanId, finding.scanId), eq(findings.severity, finding.severity)))
    .orderBy(asc(findings.id));
  const open = rows.filter((row) => standing(row) === "open" && isMeant(row));
  return ok([...new Map(open.map((row) => [row.fingerprint, row])).values()]);
}

/** Whether a finding is in the same copy of a library; null when the one in question is in none. */
async function inLibraryOf(tx: Tx, pluginId: number, finding: FindingRow): Promise<((row: FindingRow) => boolean) | null> {
  const libraryAt = libraryFinder(await getSharedFiles(tx, { scanId: finding.scanId, pluginId }));
  const library = libraryAt(finding);
  return library && ((row) => libraryAt(row)?.folder === library.folder);
}

/** Writes one row for each finding, under one number. */
export async function record(
  tx: Tx,
  input: {
    kind: typeof findingDecisions.$inferInsert.kind;
    about: readonly FindingRow[];
    version: { id: number; pluginId: number };
    userId: string;
    reason: string;
    reasonKind?: ReasonKind | undefined;
  },
): Promise<DecidedGroup> {
  const { version, about } = input;
  const groupNo = await nextGroupNo(tx);
  const rows = await tx
    .insert(findingDecisions)
    .values(
      about.map(({ fingerprint, ruleId, equalCount, scanId }) => ({
        ...{ pluginId: version.pluginId, fingerprint, ruleId, equalCount, scanId, groupNo },
        kind: input.kind,
        reason: input.reason.slice(0, 2000),
        reasonKind: input.reasonKind ?? null,
        versionId: version.id,
        decidedBy: input.userId,
      })),
    )
    .returning({ id: findingDecisions.id });
  const places = about.reduce((sum, one) => sum + one.equalCount, 0);
  return { decisionId: (rows[0] as { id: string }).id, groupNo, places };
}

async function nextGroupNo(tx: Tx): Promise<number> {
  const { rows } = await tx.execute<{ no: string }>(sql`select nextval('decision_group_no') as no`);
  return Number((rows[0] as { no: string }).no);
}
