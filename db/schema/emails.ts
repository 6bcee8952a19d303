import { sql } from "drizzle-orm";
import { boolean, index, integer, pgEnum, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { MAIL_KINDS, MAIL_STATES, REVIEW_MAILS } from "@/lib/domain/mails";
import { users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const emailKind = pgEnum("email_kind", MAIL_KINDS);
export const emailState = pgEnum("email_state", MAIL_STATES);

/** Guard against a second mail, and the audit log. Bodies and addresses are not kept. */
export const emails = pgTable(
  "emails",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: emailKind("kind").notNull(),
    /** What the mail tells of (lib/domain/mails.ts). */
    subjectId: text("subject_id").notNull(),
    versionId: integer("version_id"),
    /** For mails about a plugin that are about none of its versions. */
    pluginId: integer("plugin_id"),
    recipientId: uuid("recipient_id").references(() => users.id, { onDelete: "set null" }),
    state: emailState("state").notNull().default("queued"),
    attempts: integer("attempts").notNull().default(0),
    /** The transport's id of the message. */
    messageId: text("message_id"),
    lastError: text("last_error"),
    createdAt: at("created_at").notNull().defaultNow(),
    sentAt: at("sent_at"),
    /** When the mail service said what became of it. */
    deliveryAt: at("delivery_at"),
    /** The first time that somebody came to the report through this mail's link. */
    openedAt: at("opened_at"),
  },
  (t) => [
    unique("emails_once_key").on(t.subjectId, t.kind, t.recipientId),
    // email log of the administrators, newest first
    index("emails_created_idx").on(t.createdAt),
    // mails that still have to go out
    index("emails_unsent_idx").on(t.createdAt).where(sql`${t.state} = 'queued'`),
  ],
);

export const reviewMails = pgEnum("review_mails", REVIEW_MAILS);

/** What somebody chose about mails that they may do without; no row: everything, at once. */
export const mailPreferences = pgTable("mail_preferences", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  review: reviewMails("review").notNull(),
  receipts: boolean("receipts").notNull(),
  reminders: boolean("reminders").notNull(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});
