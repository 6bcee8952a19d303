import { and, eq, gt, isNotNull, lte, sql } from "drizzle-orm";
import { log } from "@/lib/logger";
import type { Db } from "../context";
import { findingDecisions } from "../schema";
import { SYSTEM } from "./actor";
import { lockVerdicts } from "./lock-verdicts";
import { recomputeVerdicts } from "./recompute-verdict";

/** Asked every hour: a worker that stood still for a week misses none. */
const LOOKS_BACK_DAYS = 14;

/**
 * Acceptances end by themselves (decide-finding.ts); what they had let through is judged anew then. A version that waits is
 * blocked, a withdrawn one cannot come back, a public one gets its red badge and people are told.
 *
 * @returns how many plugins were looked at
 */
export async function endAcceptances(db: Db): Promise<number> {
  const ended = await db
    .selectDistinct({ pluginId: findingDecisions.pluginId })
    .from(findingDecisions)
    .where(
      and(
        eq(findingDecisions.kind, "acceptance"),
        isNotNull(findingDecisions.expiresAt),
        lte(findingDecisions.expiresAt, sql`now()`),
        gt(findingDecisions.expiresAt, sql`now() - make_interval(days => ${LOOKS_BACK_DAYS})`),
      ),
    );
  for (const { pluginId } of ended) {
    try {
      await db.transaction(async (tx) => {
        await lockVerdicts(tx, pluginId);
        await recomputeVerdicts(tx, pluginId, "ended", SYSTEM);
      });
    } catch (error) {
      log.error("acceptances.end.failed", error, { pluginId });
    }
  }
  return ended.length;
}
