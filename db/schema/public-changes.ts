import { bigint, integer, pgTable } from "drizzle-orm/pg-core";

/**
 * How often what strangers see has changed; the sum of all rows is the stamp that the feed is kept under. Written by
 * triggers alone (db/migrations). Each transaction counts in a row that no other holds, so none waits for another.
 */
export const publicChanges = pgTable("public_changes", {
  slot: integer("slot").primaryKey().generatedAlwaysAsIdentity(),
  changes: bigint("changes", { mode: "number" }).notNull().default(1),
});
