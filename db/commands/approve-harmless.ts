import { and, eq } from "drizzle-orm";
import type { HarmlessOutcome } from "@/lib/domain/harmless-lane";
import { decideTransition, type TransitionFacts } from "@/lib/domain/version-status";
import type { Tx } from "../context";
import { getReviewBase } from "../queries/review-base";
import { getHarmlessLaneMode } from "../queries/settings";
import { harmlessChecks, type versions } from "../schema";
import { SYSTEM } from "./actor";
import { transitionVersion } from "./transition-version";

type VersionRow = typeof versions.$inferSelect;
type CheckRow = typeof harmlessChecks.$inferSelect;

export interface LaneDecision {
  isPublished: boolean;
  /** For the queue: what the lane found out; null when it has nothing to say. */
  sentence: string | null;
}

const SILENT: LaneDecision = { isPublished: false, sentence: null };

/**
 * Sends a validated version that nobody is trusted with through the harmless lane, if that is on; in a dry run writes down
 * what it would have done. Only what was compared for exactly this scan and file, with what is still the newest version that a person
 * approved, counts.
 *
 * @param isHeldBack why a person must look whatever differs, or null
 */
export async function approveHarmless(tx: Tx, version: VersionRow, isHeldBack: string | null, requestId?: string): Promise<LaneDecision> {
  const mode = await getHarmlessLaneMode(tx);
  if (mode === "off" || !version.currentScanId) return SILENT;
  const [check] = await tx.select().from(harmlessChecks).where(eq(harmlessChecks.scanId, version.currentScanId));
  if (!check || check.artifactSha256 !== version.artifactSha256) return SILENT;
  const isCurrent = (await getReviewBase(tx, version))?.artifactSha256 === check.approvedSha256;
  if (!isCurrent) return settle(tx, check, "refused", "Another version was approved while it was compared.");
  if (!check.isHarmless) return settle(tx, check, "not-harmless", check.words, false);
  const what = `Only ${check.words} ${/^1 \w+$/.test(check.words) ? "differs" : "differ"} from ${check.approvedVersion}, which a person had approved.`;
  if (isHeldBack) return settle(tx, check, "refused", `${what} ${isHeldBack}`);
  const facts: Omit<TransitionFacts, "effectiveVerdict" | "basis" | "wasEverApproved" | "previousStatus"> = {
    harmlessLaneIsOn: true,
    onlyHarmlessFilesDiffer: check.isHarmless,
    isInRandomSample: mode === "on" && (await isDrawn(tx, check)),
    hasNewCriticalSuppression: version.newCriticalSuppressions > 0,
    reason: `Harmless lane: ${what}`,
  };
  if (facts.isInRandomSample) return settle(tx, check, "drawn", `${what} It was drawn for a look by a person all the same.`);
  if (mode === "on") {
    const moved = await transitionVersion(tx, { versionId: version.id, event: "approve-harmless", actor: SYSTEM, facts, requestId });
    if (!moved.ok) return settle(tx, check, "refused", `${what} ${moved.error.message}`);
    await settle(tx, check, "approved", what);
    return { isPublished: true, sentence: null };
  }
  const would = decideTransition(version.status, "approve-harmless", SYSTEM, { ...factsOf(version), ...facts });
  if (!would.ok) return settle(tx, check, "refused", `${what} It needs that ${would.text}.`);
  return settle(tx, check, "would-approve", `${what} The harmless lane would have approved it, but was in a dry run then.`);
}

const factsOf = (version: VersionRow) => ({
  effectiveVerdict: version.effectiveVerdict,
  basis: version.basis,
  wasEverApproved: version.firstApprovedAt !== null,
  previousStatus: version.previousStatus,
});

/**
 * Whoever was drawn cannot send another file until they are lucky: since the same approval, each further file of the plugin goes
 * to a person as well.
 */
async function isDrawn(tx: Tx, check: CheckRow): Promise<boolean> {
  if (check.isInSample) return true;
  const drawn = and(
    eq(harmlessChecks.pluginId, check.pluginId),
    eq(harmlessChecks.approvedVersionId, check.approvedVersionId),
    eq(harmlessChecks.outcome, "drawn"),
  );
  return (await tx.$count(harmlessChecks, drawn)) > 0;
}

async function settle(tx: Tx, check: CheckRow, outcome: HarmlessOutcome, reason: string, isSaid = true): Promise<LaneDecision> {
  await tx.update(harmlessChecks).set({ outcome, reason }).where(eq(harmlessChecks.scanId, check.scanId));
  return { isPublished: false, sentence: isSaid ? reason : null };
}
