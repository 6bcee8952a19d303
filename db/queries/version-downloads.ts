import { desc, eq, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { downloadDays, downloads } from "../schema";

export interface DownloadDay {
  /** `2026-01-31`, UTC. */
  day: string;
  downloads: number;
}

/** Downloads of a version by day, the newest first; days without any are left out. Days more than a year ago are forgotten. */
export async function listDownloadDays(db: Executor, versionId: number): Promise<DownloadDay[]> {
  const over = db
    .select({ day: sql<string>`${downloadDays.day}::text`.as("day"), times: sql<number>`${downloadDays.downloads}`.as("times") })
    .from(downloadDays)
    .where(eq(downloadDays.versionId, versionId));
  const single = db
    .select({ day: sql<string>`${downloads.day}`.as("day"), times: sql<number>`count(*)::int`.as("times") })
    .from(downloads)
    .where(eq(downloads.versionId, versionId))
    .groupBy(downloads.day);
  const all = unionAll(over, single).as("all_days");
  return db
    .select({ day: all.day, downloads: sql<number>`sum(${all.times})::int` })
    .from(all)
    .groupBy(all.day)
    .orderBy(desc(all.day));
}
