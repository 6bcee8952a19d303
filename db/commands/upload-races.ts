import { and, eq, inArray, sql } from "drizzle-orm";
import type { Executor, Tx } from "../context";
import { versionEvents } from "../schema";

/** What was committed at this moment, in PostgreSQL's own form. */
export type UploadSnapshot = string;

/** To be taken when an upload begins; uploads that are written after this moment run beside it. */
export async function takeUploadSnapshot(db: Executor): Promise<UploadSnapshot> {
  const { rows } = await db.execute<{ snapshot: string }>(sql`select pg_current_snapshot()::text snapshot`);
  return (rows[0] as { snapshot: string }).snapshot;
}

/** Whether somebody put a file under this version while our upload was on its way. Its other moves, such as a verdict, do not count. */
export async function wasUploadedSince(tx: Tx, versionId: number, snapshot: UploadSnapshot): Promise<boolean> {
  const [event] = await tx
    .select({ id: versionEvents.id })
    .from(versionEvents)
    .where(
      and(
        eq(versionEvents.versionId, versionId),
        inArray(versionEvents.event, ["accept-new-plugin", "accept-new-version", "replace-file"]),
        sql`not pg_visible_in_snapshot(${versionEvents.transactionId}, ${snapshot}::pg_snapshot)`,
      ),
    )
    .limit(1);
  return event !== undefined;
}
