import { sql } from "drizzle-orm";
import type { Db } from "../context";
import { cronRuns } from "../schema";

/** Remembers that a piece of regular work has ended well just now. */
export async function noteCronSuccess(db: Db, task: string, durationMs: number): Promise<void> {
  await db
    .insert(cronRuns)
    .values({ task, durationMs })
    .onConflictDoUpdate({ target: cronRuns.task, set: { durationMs, succeededAt: sql`now()` } });
}
