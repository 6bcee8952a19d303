import { and, eq, gt, gte, isNotNull, lte, notExists, sql } from "drizzle-orm";
import { log } from "@/lib/logger";
import type { Db, Tx } from "../context";
import { hasEnded } from "../queries/ended-acceptances";
import { emails, findingDecisions, findings, scans, versions } from "../schema";
import { listEditorIds, SYSTEM } from "./actor";
import { lockVerdicts } from "./lock-verdicts";
import { queueEmails } from "./queue-email";
import { recomputeVerdicts } from "./recompute-verdict";

/** Looked at every hour: a worker that stood still for a season misses none. */
const LOOKS_BACK_DAYS = 90;

const ended = and(
  eq(findingDecisions.kind, "acceptance"),
  isNotNull(findingDecisions.expiresAt),
  lte(findingDecisions.expiresAt, sql`now()`),
);
const endedLately = and(ended, gt(findingDecisions.expiresAt, sql`now() - make_interval(days => ${LOOKS_BACK_DAYS})`));

/**
 * Acceptances end by themselves (decide-finding.ts); what they had let through is judged anew then. A version that waits is
 * blocked, a withdrawn one cannot come back, a public one gets its red badge, and people are told.
 *
 * @returns how many plugins were looked at
 */
export async function endAcceptances(db: Db): Promise<number> {
  const plugins = await db.selectDistinct({ pluginId: findingDecisions.pluginId }).from(findingDecisions).where(endedLately);
  for (const { pluginId } of plugins) {
    try {
      await db.transaction(async (tx) => {
        await lockVerdicts(tx, pluginId);
        await recomputeVerdicts(tx, pluginId, "ended", SYSTEM);
        await tellThatAcceptancesEnded(tx, pluginId);
      });
    } catch (error) {
      log.error("acceptances.end.failed", error, { pluginId });
    }
  }
  return plugins.length;
}

/**
 * Once for what was accepted in one go. Not of those that were withdrawn before their time, or whose version is gone; and not where
 * that version is public and a mail said since then that it is red, which names what counts again (`listCountingAgain`).
 */
async function tellThatAcceptancesEnded(tx: Tx, pluginId: number): Promise<void> {
  const rows = await tx
    .select({ id: sql<string>`min(${findingDecisions.id}::text)`, versionId: versions.id })
    .from(findingDecisions)
    .innerJoin(versions, eq(versions.id, findingDecisions.versionId))
    .where(
      and(
        eq(findingDecisions.pluginId, pluginId),
        hasEnded(tx),
        endedLately,
        notExists(
          tx
            .select({ one: sql`1` })
            .from(emails)
            .innerJoin(scans, eq(sql`${scans.id}::text`, emails.subjectId))
            .innerJoin(findings, eq(findings.scanId, scans.id))
            .where(
              and(
                eq(scans.versionId, findingDecisions.versionId),
                eq(emails.kind, "public-not-clean"),
                gte(emails.createdAt, findingDecisions.expiresAt),
                eq(findings.fingerprint, findingDecisions.fingerprint),
                eq(findings.severity, "critical"),
              ),
            ),
        ),
      ),
    )
    .groupBy(versions.id, sql`coalesce(${findingDecisions.groupNo}::text, ${findingDecisions.id}::text)`);
  const recipientIds = await listEditorIds(tx, pluginId);
  for (const { id, versionId } of rows) await queueEmails(tx, { kind: "acceptance-ended", subjectId: id, versionId, recipientIds });
}

/**
 * The same for one version's plugin, before anything of it is made public: an acceptance that ended a minute ago must let
 * nothing through, though the hourly look has not come yet, nor one that ended years ago. Takes the lock of verdicts, so it comes
 * before any version's row.
 */
export async function endAcceptancesFor(tx: Tx, versionId: number): Promise<void> {
  const [plugin] = await tx
    .select({ pluginId: findingDecisions.pluginId })
    .from(findingDecisions)
    .innerJoin(versions, and(eq(versions.pluginId, findingDecisions.pluginId), eq(versions.id, versionId)))
    .where(ended)
    .limit(1);
  if (!plugin) return;
  await lockVerdicts(tx, plugin.pluginId);
  await recomputeVerdicts(tx, plugin.pluginId, "ended", SYSTEM);
}
