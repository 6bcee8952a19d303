import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";
import { plugins } from "./plugins";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What programs sign in with. Ended ones are kept: the history of a version names them. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The one plugin that it may upload to; null: all that its person edits, new ones included. */
    pluginId: integer("plugin_id").references(() => plugins.id, { onDelete: "cascade" }),
    /** What its person calls it. */
    name: text("name").notNull(),
    /** sha256 of the token: a copy of this table uploads nothing. */
    tokenHash: text("token_hash").notNull().unique("api_tokens_hash_key"),
    /** The last four characters, by which its person recognises it. */
    ending: text("ending").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    lastUsedAt: at("last_used_at"),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    // tokens page
    index("api_tokens_user_idx").on(t.userId, t.createdAt),
    // a plugin's tokens that still work, for its owners
    index("api_tokens_plugin_idx").on(t.pluginId).where(sql`${t.revokedAt} is null`),
  ],
);
