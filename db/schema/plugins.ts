import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const editorRole = pgEnum("editor_role", ["owner", "collaborator"]);

/** The project. Its public texts are those of its newest public version, never of a draft. */
export const plugins = pgTable(
  "plugins",
  {
    id: integer("id").primaryKey().generatedByDefaultAsIdentity(),
    /** The plugin's folder, as first written. */
    packageName: text("package_name").notNull(),
    /** Name in metadata.txt of the version that last became public; of the first upload before that. */
    name: text("name").notNull(),
    /** Key of this plugin's fingerprints: equal secrets of two plugins do not look equal. */
    fingerprintKey: text("fingerprint_key").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    deletedAt: at("deleted_at"),
    /** Which way of import brought it here; null: it began here. */
    importedFrom: text("imported_from").$type<"public" | "dump">(),
    /** What the repository that it was imported from had counted; our own counts are added to them. */
    importedDownloads: integer("imported_downloads").notNull().default(0),
    ratingVotes: integer("rating_votes").notNull().default(0),
    /** Sum of all votes of 1 to 5; the average is this divided by their number. */
    ratingSum: integer("rating_sum").notNull().default(0),
  },
  (t) => [
    uniqueIndex("plugins_package_name_key").on(sql`lower(${t.packageName})`),
    uniqueIndex("plugins_name_key").on(sql`lower(${t.name})`),
  ],
);

export const pluginEditors = pgTable(
  "plugin_editors",
  {
    pluginId: integer("plugin_id")
      .notNull()
      .references(() => plugins.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: editorRole("role").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.pluginId, t.userId] }),
    // "my plugins"
    index("plugin_editors_user_idx").on(t.userId),
  ],
);
