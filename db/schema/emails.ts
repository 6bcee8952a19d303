import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const emailKind = pgEnum("email_kind", [
  "upload-confirmation",
  "validation-results",
  "review-ready",
  "needs-decision",
  "decision",
  "sign-in",
]);
export const emailState = pgEnum("email_state", ["queued", "sent", "failed"]);

/** Guard against a second mail, and the audit log. Bodies are not kept. */
export const emails = pgTable(
  "emails",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: emailKind("kind").notNull(),
    /** The scan or the version event that the mail tells of; a random id for sign-in links. */
    subjectId: text("subject_id").notNull(),
    versionId: integer("version_id"),
    recipientId: uuid("recipient_id").references(() => users.id, { onDelete: "set null" }),
    state: emailState("state").notNull().default("queued"),
    attempts: integer("attempts").notNull().default(0),
    /** The transport's id of the message. */
    messageId: text("message_id"),
    lastError: text("last_error"),
    createdAt: at("created_at").notNull().defaultNow(),
    sentAt: at("sent_at"),
    /** The first time that somebody came to the report through this mail's link. */
    openedAt: at("opened_at"),
  },
  (t) => [
    unique("emails_once_key").on(t.subjectId, t.kind, t.recipientId),
    // email log of the administrators, newest first
    index("emails_created_idx").on(t.createdAt),
    // mails that still have to go out
    index("emails_unsent_idx").on(t.createdAt).where(sql`${t.state} <> 'sent'`),
  ],
);
