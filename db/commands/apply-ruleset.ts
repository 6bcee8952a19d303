import { eq } from "drizzle-orm";
import { jobKeys } from "@/lib/jobs";
import { log } from "@/lib/logger";
import { CHECK_IDS, type Ruleset } from "@/scanners/core/types";
import { decideVerdict } from "@/scanners/core/verdict";
import type { Db, Tx } from "../context";
import { enqueue } from "../enqueue";
import { listDecisionsInForce } from "../queries/decisions";
import { countNewCriticalSuppressions } from "../queries/hidden-critical";
import { countLateScans, countOpenRollouts, listRolloutTargets, type RolloutTarget } from "../queries/ruleset-rollout";
import { getRulesetByDigest, requireActiveRuleset } from "../queries/rulesets";
import { getScanResult, toVerdictFinding } from "../queries/scan-result";
import { scans, versions } from "../schema";
import { SYSTEM } from "./actor";
import { concludeInTransaction } from "./conclude-scan";
import { deriveScan } from "./derive-scan";
import { lockVerdicts } from "./lock-verdicts";
import { requestRescan } from "./manage-version";
import { queueRulesetRollout } from "./queue-ruleset-rollout";
import { transitionVersion } from "./transition-version";

type VersionRow = typeof versions.$inferSelect;

/** Versions in one go; the job then makes room for others that wait in its lane. */
const BATCH = 50;
/** New scans that wait or run at a time: another change of the rules makes no more than these useless. */
const MOST_OPEN = 20;
const SOON_MS = 1_000;
const LATER_MS = 5_000;

export interface Applied {
  derived: number;
  rescanned: number;
  isDone: boolean;
}

/**
 * Brings verdicts up to the ruleset in force: by stored findings where that gives what a scan would give, by a new scan elsewhere. Does one
 * batch and queues the next. Safe to stop and to repeat: what is done is no target any more.
 *
 * @throws the first error of a version, when nothing else of its batch could be done: the queue tries again later
 */
export async function applyRuleset(db: Db, signal?: AbortSignal): Promise<Applied> {
  const after = await requireActiveRuleset(db);
  const rulesets = new Map([[after.digest, after]]);
  const applied: Applied = { derived: 0, rescanned: 0, isDone: false };
  const faults: unknown[] = [];
  let room = MOST_OPEN - (await countOpenRollouts(db, after.digest));
  const targets = await listRolloutTargets(db, after.digest, BATCH);
  for (const target of targets) {
    if (signal?.aborted) break;
    try {
      if (await deriveVersion(db, target, after, rulesets)) applied.derived += 1;
      else if (room > 0) {
        room -= 1;
        const started = await requestRescan(db, { person: "system", kind: "backrun", versionId: target.versionId });
        if (started.ok) applied.rescanned += 1;
      }
    } catch (cause) {
      // One version that cannot be judged must not keep the others from it.
      log.error("ruleset.apply.failed", cause, { versionId: target.versionId });
      faults.push(cause);
    }
  }
  // Where nothing else is left to do, the queue tries again with growing pauses.
  if (faults.length > 0 && applied.derived + applied.rescanned === 0) throw faults[0];
  const isBusy = room < MOST_OPEN || (await countLateScans(db, after.digest)) > 0;
  applied.isDone = targets.length === 0 && !isBusy;
  if (!applied.isDone) {
    const pauseMs = applied.derived > 0 ? SOON_MS : LATER_MS;
    await db.transaction((tx) => queueRulesetRollout(tx, new Date(Date.now() + pauseMs)));
  }
  return applied;
}

async function rulesetOf(db: Tx, digest: string, known: Map<string, Ruleset>): Promise<Ruleset> {
  const ruleset = known.get(digest) ?? (await getRulesetByDigest(db, digest));
  if (!ruleset) throw new Error(`ruleset ${digest} is named by a scan and not stored`);
  known.set(digest, ruleset);
  return ruleset;
}

/** @returns whether its verdict is decided, or about to be; false when a new scan is needed */
async function deriveVersion(db: Db, target: RolloutTarget, after: Ruleset, known: Map<string, Ruleset>): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockVerdicts(tx, target.pluginId);
    const [version] = await tx.select().from(versions).where(eq(versions.id, target.versionId)).for("update");
    if (!version?.currentScanId) return true;
    const [source] = await tx.select().from(scans).where(eq(scans.id, version.currentScanId));
    // It changed since it was listed: a new scan. The next batch looks again.
    if (!source?.verdict || source.rulesetDigest === after.digest) return true;
    if (source.artifactSha256 !== version.artifactSha256) return false;
    const scanId = await deriveScan(tx, source, await rulesetOf(tx, source.rulesetDigest, known), after, "backrun");
    if (!scanId) return false;
    if (version.status === "validated" || version.status === "blocked") await judgeDraft(tx, version, scanId);
    else await concludeInTransaction(tx, scanId);
    return true;
  });
}

/** A draft that stays where it is keeps its place in the queue; one whose verdict flips goes the way of every new scan. */
async function judgeDraft(tx: Tx, version: VersionRow, scanId: string): Promise<void> {
  const { runs, findings } = await getScanResult(tx, scanId);
  const decisions = await listDecisionsInForce(tx, version.pluginId);
  const effective = decideVerdict(runs, findings.map(toVerdictFinding), decisions, CHECK_IDS);
  const stays = (effective.verdict === "blocked") === (version.status === "blocked");
  if (stays) {
    // What a comment hides may be critical by now, or no more.
    const newCriticalSuppressions = await countNewCriticalSuppressions(tx, { version, findings, decisions });
    const set = { currentScanId: scanId, effectiveVerdict: effective.verdict, effectiveReason: effective, newCriticalSuppressions };
    await tx.update(versions).set(set).where(eq(versions.id, version.id));
    await concludeInTransaction(tx, scanId);
    return;
  }
  const set = { currentScanId: scanId, effectiveVerdict: null, effectiveReason: null, waitsBecause: null };
  const reason = "The rules were changed.";
  const moved = await transitionVersion(tx, { versionId: version.id, event: "rescan", actor: SYSTEM, facts: { reason }, set, scanId });
  if (!moved.ok) throw new Error(`version ${version.id} could not follow the rules: ${moved.error.message}`);
  await enqueue(tx, "conclude_scan", { scanId }, { jobKey: jobKeys.conclude(scanId), priority: -10 });
}
