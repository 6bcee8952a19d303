import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";

/** What administrators have set while the site runs. Append-only: the newest row of a key is in force, the others are its history. */
export const settings = pgTable(
  "settings",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    key: text("key").$type<"harmless-lane">().notNull(),
    value: text("value").notNull(),
    /** Why, for those who read the history. */
    note: text("note").notNull(),
    /** People are never deleted: whoever is erased keeps an empty row (db/commands/erase-user.ts). */
    setBy: uuid("set_by").references(() => users.id),
    setAt: timestamp("set_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    // what is in force, and its history
    index("settings_key_idx").on(t.key, t.id),
    check("settings_note_is_given", sql`length(trim(${t.note})) > 0`),
  ],
);
