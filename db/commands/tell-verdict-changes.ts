import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, min, ne, sql } from "drizzle-orm";
import { jobKeys } from "@/lib/jobs";
import type { Db, Tx } from "../context";
import { enqueue } from "../enqueue";
import { countOpenRollouts, listRolloutTargets } from "../queries/ruleset-rollout";
import { requireActiveRuleset } from "../queries/rulesets";
import { pluginEditors, scans, users, verdictChanges, versionEvents, versions } from "../schema";
import { queueEmails } from "./queue-email";

/** After the last change; each further one begins to count anew. */
const QUIET_MS = 3_000;
/** While versions are still being judged anew, and how long people can be kept waiting for the end of that. */
const LOOK_AGAIN_MS = 10_000;
const LONGEST_MS = 60 * 60 * 1000;

/** Whether a scan is one of very many that nobody asked for one by one. */
export const isOneOfMany = ({ kind }: Pick<typeof scans.$inferSelect, "kind">): boolean => kind === "backrun";

/** Has people told of a version whose verdict turned, together with the others: `tellVerdictChanges`. */
export async function noteVerdictChange(tx: Tx, change: { scanId: string; versionId: number }): Promise<void> {
  await tx.insert(verdictChanges).values(change).onConflictDoNothing();
  await queueTelling(tx);
}

export const queueTelling = (tx: Tx, inMs = QUIET_MS): Promise<void> =>
  enqueue(tx, "tell_verdict_changes", {}, { jobKey: jobKeys.tellVerdictChanges(), runAt: new Date(Date.now() + inMs) });

interface Change {
  /** The version's current one. */
  scanId: string;
  versionId: number;
  pluginId: number;
  status: (typeof versions.$inferSelect)["status"];
}

/**
 * One mail to each editor and approver about everything that turned and is still so; whoever has only one version among it gets the mail
 * that a single one would have given. Waits until the versions that follow a change of the rules have been judged, at most for an hour;
 * what is being checked then is told another time.
 */
export async function tellVerdictChanges(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const [first] = await tx
      .select({ at: min(verdictChanges.notedAt) })
      .from(verdictChanges)
      .where(isNull(verdictChanges.toldIn));
    if (!first?.at) return;
    const isLate = Date.now() - first.at.getTime() > LONGEST_MS;
    if (!isLate && (await isJudging(tx))) return queueTelling(tx, LOOK_AGAIN_MS);
    const batch = randomUUID();
    const told = tx.update(verdictChanges).set({ toldIn: batch }).where(isNull(verdictChanges.toldIn));
    const scanIds = (await told.returning({ scanId: verdictChanges.scanId })).map((row) => row.scanId);
    const noted = await listNoted(tx, scanIds);
    await keepForLater(
      tx,
      batch,
      noted.filter(({ status }) => status === "validating"),
    );
    const changes = noted.filter(isStanding);
    const editors = await listEditors(tx, changes);
    await tellEditors(tx, batch, changes, editors);
    await tellReviewers(tx, batch, changes, editors);
  });
}

async function isJudging(tx: Tx): Promise<boolean> {
  const { digest } = await requireActiveRuleset(tx);
  return (await listRolloutTargets(tx, digest, 1)).length > 0 || (await countOpenRollouts(tx, digest)) > 0;
}

interface Noted extends Change {
  verdict: (typeof versions.$inferSelect)["effectiveVerdict"];
  /** Of the version's current scan. */
  kind: (typeof scans.$inferSelect)["kind"];
  /** Where a draft stood before it turned. */
  before: Change["status"] | null;
}

/** The versions, each once, as they are now. */
async function listNoted(tx: Tx, scanIds: readonly string[]): Promise<Noted[]> {
  const begun = and(
    eq(versionEvents.versionId, versions.id),
    eq(versionEvents.scanId, verdictChanges.scanId),
    eq(versionEvents.toStatus, "validating"),
  );
  const before = tx.select({ status: versionEvents.fromStatus }).from(versionEvents).where(begun).orderBy(versionEvents.id).limit(1);
  return (
    tx
      .selectDistinctOn([versions.id], {
        scanId: scans.id,
        versionId: versions.id,
        pluginId: versions.pluginId,
        status: versions.status,
        verdict: versions.effectiveVerdict,
        kind: scans.kind,
        before: sql<Noted["before"]>`(${before})`,
      })
      .from(verdictChanges)
      .innerJoin(versions, eq(versions.id, verdictChanges.versionId))
      .innerJoin(scans, eq(scans.id, versions.currentScanId))
      .where(inArray(verdictChanges.scanId, [...scanIds]))
      // It may have turned several times: what counts is how it was before the first. Those that were noted anew together have one time.
      .orderBy(versions.id, sql`(select s.queued_at from scans s where s.id = ${verdictChanges.scanId})`)
  );
}

/** Not clean, or waiting for a person, as it was not before. Whoever had a draft checked by itself has been told with its result. */
function isStanding({ status, verdict, kind, before }: Noted): boolean {
  if (status === "approved") return verdict === "blocked" || verdict === "inconclusive";
  return (status === "validated" || status === "inconclusive") && status !== before && isOneOfMany({ kind });
}

/** Noted anew, so that those who wait for others do not hear of each by itself. What an earlier mail told of them stays told. */
async function keepForLater(tx: Tx, batch: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const versionIds = changes.map(({ versionId }) => versionId);
  const ofBatch = and(eq(verdictChanges.toldIn, batch), inArray(verdictChanges.versionId, versionIds));
  await tx.update(verdictChanges).set({ toldIn: null, notedAt: sql`now()` }).where(ofBatch);
  await queueTelling(tx, LOOK_AGAIN_MS);
}

type Editors = ReadonlyMap<number, ReadonlySet<string>>;

async function listEditors(tx: Tx, changes: readonly Change[]): Promise<Editors> {
  const pluginIds = [...new Set(changes.map(({ pluginId }) => pluginId))];
  const rows = await tx
    .select({ pluginId: pluginEditors.pluginId, userId: users.id })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(and(inArray(pluginEditors.pluginId, pluginIds), isNull(users.suspendedAt)));
  const byPlugin = Map.groupBy(rows, (row) => row.pluginId);
  return new Map([...byPlugin].map(([pluginId, list]) => [pluginId, new Set(list.map(({ userId }) => userId))]));
}

/** Of what is public: the result of a draft is a mail of its own. */
async function tellEditors(tx: Tx, batch: string, changes: readonly Change[], editors: Editors): Promise<void> {
  const about = new Map<string, Change[]>();
  for (const change of changes.filter(({ status }) => status === "approved"))
    for (const userId of editors.get(change.pluginId) ?? []) about.set(userId, [...(about.get(userId) ?? []), change]);
  await tell(tx, about, { one: () => "public-not-clean", several: "several-not-clean", batch });
}

/** Approvers and admins, about what they do not edit. */
async function tellReviewers(tx: Tx, batch: string, changes: readonly Change[], editors: Editors): Promise<void> {
  const reviewers = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(ne(users.role, "user"), isNull(users.suspendedAt)));
  const others = (userId: string) => changes.filter(({ pluginId }) => !editors.get(pluginId)?.has(userId));
  const about = new Map(reviewers.map(({ id }) => [id, others(id)]));
  const one = ({ status }: Change) => (status === "validated" ? "review-ready" : "needs-decision");
  await tell(tx, about, { one, several: "several-waiting", batch });
}

interface Mails {
  one: (change: Change) => "public-not-clean" | "review-ready" | "needs-decision";
  several: "several-not-clean" | "several-waiting";
  batch: string;
}

async function tell(tx: Tx, about: ReadonlyMap<string, Change[]>, { one, several, batch }: Mails): Promise<void> {
  const recipientIds = [...about].filter(([, changes]) => changes.length > 1).map(([userId]) => userId);
  if (recipientIds.length > 0) await queueEmails(tx, { kind: several, subjectId: batch, recipientIds });
  for (const [userId, [change, ...more]] of about) {
    if (!change || more.length > 0) continue;
    const { scanId: subjectId, versionId } = change;
    await queueEmails(tx, { kind: one(change), subjectId, versionId, recipientIds: [userId], isUrgent: true });
  }
}
