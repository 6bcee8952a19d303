import { sql } from "drizzle-orm";
import { boolean, index, pgEnum, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const userRole = pgEnum("user_role", ["user", "approver", "admin"]);

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull().default(""),
    email: text("email").notNull(),
    emailVerifiedAt: at("email_verified_at"),
    /** The address takes no mail: a mail to it came back for good. A trigger empties this when the address changes. */
    emailBouncedAt: at("email_bounced_at"),
    image: text("image"),
    role: userRole("role").notNull().default("user"),
    isTrusted: boolean("is_trusted").notNull().default(false),
    suspendedAt: at("suspended_at"),
    /** Name and address are gone for good; the row stays for what it did (db/commands/erase-user.ts). */
    erasedAt: at("erased_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    // sign-in by address, one account per address whatever its case
    uniqueIndex("users_email_key").on(sql`lower(${t.email})`),
    // recipients of "ready for review" mails
    index("users_reviewers_idx").on(t.role).where(sql`${t.role} <> 'user' and ${t.suspendedAt} is null`),
  ],
);

export const accounts = pgTable(
  "accounts",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] }), index("accounts_user_idx").on(t.userId)],
);

export const sessions = pgTable(
  "sessions",
  {
    /** sha256 of the cookie's token: a copy of this table signs nobody in. */
    tokenHash: text("token_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  // "sign out everywhere" and suspension end all sessions of a person
  (t) => [index("sessions_user_idx").on(t.userId)],
);

/** Sign-in links. next-auth hands the token over already hashed with the application's secret. */
export const verificationTokens = pgTable(
  "verification_tokens",
  {
    identifier: text("identifier").notNull(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.tokenHash] })],
);
