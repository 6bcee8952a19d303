import { index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";
import { versions } from "./versions";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Which of our people somebody of an imported repository is. Rights are taken over once, when this row is written. */
export const importedPeople = pgTable("imported_people", {
  /** `account:<id>` in a dump, `name:<user name>` in a public listing. */
  sourceKey: text("source_key").primaryKey(),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  importedAt: at("imported_at").notNull().defaultNow(),
});

/** What reviewers of an imported repository had asked for, as open or done tasks. */
export const versionFeedback = pgTable(
  "version_feedback",
  {
    /** The id that it had there. */
    id: integer("id").primaryKey().generatedByDefaultAsIdentity(),
    versionId: integer("version_id")
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    authorId: uuid("author_id").references(() => users.id, { onDelete: "set null" }),
    text: text("text").notNull(),
    createdAt: at("created_at").notNull(),
    completedAt: at("completed_at"),
  },
  // feedback on one version
  (t) => [index("version_feedback_version_idx").on(t.versionId, t.id)],
);
