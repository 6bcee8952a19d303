import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** When each piece of regular work last ended well. The queue itself forgets jobs that did. */
export const cronRuns = pgTable("cron_runs", {
  task: text("task").primaryKey(),
  succeededAt: timestamp("succeeded_at", { withTimezone: true }).notNull().defaultNow(),
  durationMs: integer("duration_ms").notNull(),
});
