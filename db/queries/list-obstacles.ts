import { sql } from "drizzle-orm";
import type { ListObstacle } from "@/lib/domain/review-queue";
import type { Executor } from "../context";
import { listRulesThatMayHide } from "./hidden-critical";
import type { QueueRow } from "./review-queue";

/** Columns that say it, of a waiting version `v`. */
export const HAS_OMITTED = sql`exists (select 1 from check_runs r where r.scan_id = v.current_scan_id and r.omitted <> '{}'::jsonb)`;

/** As findOtherWithName has it (db/commands/take-public-name.ts). */
export const IS_NAME_TAKEN = sql`exists (select 1 from plugins o
  where lower(o.name) = lower(v.metadata->>'name') and o.purged_at is null and o.id <> v.plugin_id)`;

type Row = Pick<QueueRow, "versionId" | "isOwn" | "status" | "newCriticalSuppressions" | "scanId" | "newer"> & {
  hasOmitted: boolean;
  isNameTaken: boolean;
};

/** Of each row that cannot be approved from the list, why: what the server would refuse, or wants to have been looked at (decideLater). */
export async function listObstacles(db: Executor, rows: readonly Row[]): Promise<Map<number, ListObstacle | null>> {
  return new Map(await Promise.all(rows.map(async (row) => [row.versionId, await obstacleOf(db, row)] as const)));
}

async function obstacleOf(db: Executor, row: Row): Promise<ListObstacle | null> {
  if (row.isOwn) return "own";
  if (row.status === "blocked" || row.status === "inconclusive") return row.status;
  if (row.status !== "validated") return null;
  if (row.newCriticalSuppressions > 0) return "new-suppressions";
  if (row.hasOmitted && row.scanId && (await listRulesThatMayHide(db, row.scanId)).length > 0) return "may-hide";
  if (row.isNameTaken) return "name-taken";
  return row.newer ? "newer-waits" : null;
}
