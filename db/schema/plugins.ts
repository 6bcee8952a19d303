import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
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
    /** Name in metadata.txt of the version that became public last; before that of the upload that came last, or as reserved. */
    name: text("name").notNull(),
    /** Key of this plugin's fingerprints: equal secrets of two plugins do not look equal. */
    fingerprintKey: text("fingerprint_key").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** Hidden from everybody but its editors, who may restore it for 30 days. */
    deletedAt: at("deleted_at"),
    /** Those days have passed: the row stays so that nobody else gets the package name (docs/adr/0019). */
    purgedAt: at("purged_at"),
    /** Its owners advise against using it; what metadata.txt says comes beside it (docs/adr/0028). */
    deprecatedAt: at("deprecated_at"),
    /** Why, and what to do instead, in the owners' words. */
    deprecationMessage: text("deprecation_message").notNull().default(""),
    /** The plugin to use instead. */
    replacementId: integer("replacement_id").references((): AnyPgColumn => plugins.id, { onDelete: "set null" }),
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
    uniqueIndex("plugins_name_key").on(sql`lower(${t.name})`).where(sql`${t.purgedAt} is null`),
    check("plugins_deprecation_whole", sql`${t.deprecatedAt} is not null or (${t.deprecationMessage} = '' and ${t.replacementId} is null)`),
    // plugins whose time to be restored may be over
    index("plugins_deleted_idx").on(t.deletedAt).where(sql`${t.deletedAt} is not null and ${t.purgedAt} is null`),
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

/** An offer to maintain a plugin, to whoever proves to have the address. Gone once it is answered, withdrawn or too old. */
export const pluginInvitations = pgTable(
  "plugin_invitations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    pluginId: integer("plugin_id")
      .notNull()
      .references(() => plugins.id, { onDelete: "cascade" }),
    /** In lower case, as accounts have it. */
    email: text("email").notNull(),
    role: editorRole("role").notNull(),
    /** The inviting owner becomes a collaborator when it is accepted. */
    replacesInviter: boolean("replaces_inviter").notNull().default(false),
    /** An invitation is worth what its sender may do at the moment of the answer. */
    invitedBy: uuid("invited_by")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    uniqueIndex("plugin_invitations_once_key").on(t.pluginId, t.email),
    // what somebody who signs in is invited to
    index("plugin_invitations_email_idx").on(t.email),
  ],
);
