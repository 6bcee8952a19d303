import { and, count, desc, eq, type SQL, sql } from "drizzle-orm";
import { DEFAULT_MAIL_PREFERENCES, type MailPreferences } from "@/lib/domain/mails";
import type { Role } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { emails, mailPreferences, pluginEditors, plugins, users, versions } from "../schema";

type EmailRow = typeof emails.$inferSelect;

export interface MailRecipient {
  userId: string;
  name: string;
  email: string;
  role: Role;
  isSuspended: boolean;
  /** Of the plugin that the mail is about. */
  isEditor: boolean;
  isOwner: boolean;
  /** Mail to the address came back for good. */
  isBounced: boolean;
  preferences: MailPreferences;
}

export interface EmailToSend {
  id: string;
  kind: EmailRow["kind"];
  state: EmailRow["state"];
  /** Id of what it tells of, by kind (lib/domain/mails.ts). */
  subjectId: string;
  versionId: number | null;
  pluginId: number | null;
  recipient: MailRecipient | null;
}

/** A queued mail with its recipient as they are now: address, rights and standing may have changed since it was queued. */
export async function getEmailToSend(db: Executor, emailId: string): Promise<EmailToSend | null> {
  const pluginId = sql<number | null>`coalesce(${emails.pluginId}, ${versions.pluginId})`;
  const [row] = await db
    .select({
      id: emails.id,
      kind: emails.kind,
      state: emails.state,
      subjectId: emails.subjectId,
      versionId: emails.versionId,
      pluginId,
      user: users,
      preferences: mailPreferences,
      editorRole: sql<(typeof pluginEditors.$inferSelect)["role"] | null>`(select e.role from ${pluginEditors} e
        where e.plugin_id = ${pluginId} and e.user_id = ${users.id})`,
    })
    .from(emails)
    .leftJoin(versions, eq(versions.id, emails.versionId))
    .leftJoin(users, eq(users.id, emails.recipientId))
    .leftJoin(mailPreferences, eq(mailPreferences.userId, users.id))
    .where(eq(emails.id, emailId));
  if (!row) return null;
  const { user, preferences, editorRole, ...mail } = row;
  const recipient = user && {
    ...{ userId: user.id, name: user.name, email: user.email, role: user.role },
    ...{ isEditor: editorRole !== null, isOwner: editorRole === "owner" },
    isSuspended: user.suspendedAt !== null,
    isBounced: user.emailBouncedAt !== null,
    preferences: preferences ?? DEFAULT_MAIL_PREFERENCES,
  };
  return { ...mail, recipient };
}

export interface EmailLogRow {
  id: string;
  kind: EmailRow["kind"];
  state: EmailRow["state"];
  attempts: number;
  lastError: string | null;
  recipientName: string | null;
  /** Mail to the recipient's address came back for good. */
  isAddressDead: boolean;
  packageName: string | null;
  version: string | null;
  createdAt: Date;
  sentAt: Date | null;
  /** When the mail service said what became of it. */
  deliveryAt: Date | null;
  openedAt: Date | null;
}

const PAGE_SIZE = 50;

export interface EmailFilter {
  state?: EmailRow["state"];
  kind?: EmailRow["kind"];
}

const matches = ({ state, kind }: EmailFilter): SQL | undefined =>
  and(state ? eq(emails.state, state) : undefined, kind ? eq(emails.kind, kind) : undefined);

/** The log of all mails, newest first, a page of 50 at a time. */
export async function listEmailLog(
  db: Executor,
  page: number,
  filter: EmailFilter = {},
): Promise<{ rows: EmailLogRow[]; total: number; pages: number }> {
  const [counted] = await db.select({ total: count() }).from(emails).where(matches(filter));
  const total = counted?.total ?? 0;
  const rows = await db
    .select({
      id: emails.id,
      kind: emails.kind,
      state: emails.state,
      attempts: emails.attempts,
      lastError: emails.lastError,
      recipientName: users.name,
      isAddressDead: sql<boolean>`${users.emailBouncedAt} is not null`,
      packageName: plugins.packageName,
      version: versions.version,
      createdAt: emails.createdAt,
      sentAt: emails.sentAt,
      deliveryAt: emails.deliveryAt,
      openedAt: emails.openedAt,
    })
    .from(emails)
    .leftJoin(users, eq(users.id, emails.recipientId))
    .leftJoin(versions, eq(versions.id, emails.versionId))
    .leftJoin(plugins, sql`${plugins.id} = coalesce(${emails.pluginId}, ${versions.pluginId})`)
    .where(matches(filter))
    .orderBy(desc(emails.createdAt), desc(emails.id))
    .limit(PAGE_SIZE)
    .offset((Math.max(1, page) - 1) * PAGE_SIZE);
  return { rows, total, pages: Math.max(1, Math.ceil(total / PAGE_SIZE)) };
}

/** How many mails are in each state; states without any are missing. */
export async function countEmailStates(db: Executor): Promise<Map<EmailRow["state"], number>> {
  const rows = await db.select({ state: emails.state, total: count() }).from(emails).groupBy(emails.state);
  return new Map(rows.map(({ state, total }) => [state, total]));
}
