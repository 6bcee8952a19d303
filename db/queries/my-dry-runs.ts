import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { splitRefusals } from "@/lib/domain/dry-run-refusals";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { dryRuns, pluginEditors, scans } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { getEffectiveReason } from "./scan-standing";

/** The newest ones; a program can make many within a week. */
const SHOWN = 20;

export interface MyDryRun {
  scanId: string;
  name: string;
  version: string;
  /** Null: the checks are still running. */
  verdict: Verdict | null;
  openCritical: number;
  /** An upload of the same file would be refused, whatever the checks say. */
  isRefused: boolean;
  createdAt: Date;
  expiresAt: Date;
}

/** What a person had checked without uploading it, newest first, as far as `getDryRun` would show it. */
export async function listMyDryRuns(db: Executor, userId: string): Promise<{ runs: MyDryRun[]; total: number }> {
  const rows = await db
    .select({ run: dryRuns, verdict: scans.verdict, reason: scans.verdictReason, total: sql<number>`(count(*) over ())::int` })
    .from(dryRuns)
    .innerJoin(scans, eq(scans.id, dryRuns.scanId))
    .leftJoin(pluginEditors, and(eq(pluginEditors.pluginId, dryRuns.pluginId), eq(pluginEditors.userId, userId)))
    .where(
      and(
        eq(dryRuns.userId, userId),
        gt(dryRuns.expiresAt, sql`now()`),
        or(isNull(dryRuns.pluginId), sql`${pluginEditors.userId} is not null`),
      ),
    )
    .orderBy(desc(dryRuns.createdAt))
    .limit(SHOWN);
  const decided = await pluginsWithDecisions(
    db,
    rows.map(({ run }) => run.pluginId),
  );
  const runs: MyDryRun[] = [];
  for (const { run, verdict, reason } of rows) {
    // What was decided about the plugin's findings counts; without that the scan's own word is the same and costs nothing.
    const counted = verdict && run.pluginId !== null && decided.has(run.pluginId) ? await getEffectiveReason(db, run.scanId) : reason;
    const { scanId, name, version, createdAt, expiresAt } = run;
    runs.push({
      ...{ scanId, name, version, createdAt, expiresAt },
      verdict: counted?.verdict ?? null,
      openCritical: counted?.open.critical ?? 0,
      isRefused: splitRefusals(run.packageWarnings).refusals.length > 0,
    });
  }
  return { runs, total: rows[0]?.total ?? 0 };
}

async function pluginsWithDecisions(db: Executor, pluginIds: readonly (number | null)[]): Promise<Set<number>> {
  const decided = new Set<number>();
  for (const pluginId of new Set(pluginIds))
    if (pluginId !== null && (await listDecisionsInForce(db, pluginId)).length > 0) decided.add(pluginId);
  return decided;
}
