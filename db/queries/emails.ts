import { count, desc, eq, sql } from "drizzle-orm";
import type { Role } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { emails, pluginEditors, plugins, users, versions } from "../schema";

type EmailRow = typeof emails.$inferSelect;

export interface EmailToSend {
  id: string;
  kind: EmailRow["kind"];
  state: EmailRow["state"];
  /** Id of a scan, of a version event or of a decision on a finding, by kind. */
  subjectId: string;
  versionId: number | null;
  recipient: { userId: string; email: string; role: Role; isSuspended: boolean; isEditor: boolean } | null;
}

/** A queued mail with its recipient as they are now: address, rights and standing may have changed since it was queued. */
export async function getEmailToSend(db: Executor, emailId: string): Promise<EmailToSend | null> {
  const [row] = await db
    .select({
      id: emails.id,
      kind: emails.kind,
      state: emails.state,
      subjectId: emails.subjectId,
      versionId: emails.versionId,
      userId: users.id,
      email: users.email,
      role: users.role,
      suspendedAt: users.suspendedAt,
      isEditor: sql<boolean>`exists (select 1 from ${pluginEditors} e join ${versions} v on v.plugin_id = e.plugin_id where v.id = ${emails.versionId} and e.user_id = ${users.id})`,
    })
    .from(emails)
    .leftJoin(users, eq(users.id, emails.recipientId))
    .where(eq(emails.id, emailId));
  if (!row) return null;
  const { userId, email, role, suspendedAt, isEditor, ...mail } = row;
  const recipient = userId && email && role ? { userId, email, role, isSuspended: suspendedAt !== null, isEditor } : null;
  return { ...mail, recipient };
}

export interface EmailLogRow {
  id: string;
  kind: EmailRow["kind"];
  state: EmailRow["state"];
  attempts: number;
  lastError: string | null;
  recipientName: string | null;
  packageName: string | null;
  version: string | null;
  createdAt: Date;
  sentAt: Date | null;
  openedAt: Date | null;
}

const PAGE_SIZE = 50;

/** The log of all mails, newest first, a page of 50 at a time. */
export async function listEmailLog(db: Executor, page: number): Promise<{ rows: EmailLogRow[]; total: number; pages: number }> {
  const [counted] = await db.select({ total: count() }).from(emails);
  const total = counted?.total ?? 0;
  const rows = await db
    .select({
      id: emails.id,
      kind: emails.kind,
      state: emails.state,
      attempts: emails.attempts,
      lastError: emails.lastError,
      recipientName: users.name,
      packageName: plugins.packageName,
      version: versions.version,
      createdAt: emails.createdAt,
      sentAt: emails.sentAt,
      openedAt: emails.openedAt,
    })
    .from(emails)
    .leftJoin(users, eq(users.id, emails.recipientId))
    .leftJoin(versions, eq(versions.id, emails.versionId))
    .leftJoin(plugins, eq(plugins.id, versions.pluginId))
    .orderBy(desc(emails.createdAt), desc(emails.id))
    .limit(PAGE_SIZE)
    .offset((Math.max(1, page) - 1) * PAGE_SIZE);
  return { rows, total, pages: Math.max(1, Math.ceil(total / PAGE_SIZE)) };
}
