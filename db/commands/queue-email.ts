import { and, count, eq, gt, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { audienceOf, DEFAULT_MAIL_PREFERENCES, type MailKind, wantsMail } from "@/lib/domain/mails";
import { isReachable } from "@/lib/domain/reachable-address";
import { jobKeys } from "@/lib/jobs";
import type { Tx } from "../context";
import { enqueue } from "../enqueue";
import { emails, mailPreferences, users } from "../schema";
import { listEditorIds } from "./actor";

export interface MailToQueue {
  kind: MailKind;
  /** Id of what the mail tells of, by kind (lib/domain/mails.ts). */
  subjectId: string;
  versionId?: number;
  /** For mails about a plugin that are about none of its versions. */
  pluginId?: number;
  recipientIds: readonly string[];
  /** Nothing that an author does may keep approvers from hearing of it: it is never left out as one of too many. */
  isUrgent?: boolean;
  requestId?: string;
}

/**
 * Mails of one kind about one version to one approver within an hour. Each press of an author's button, each new file
 * under the same number, would be one more; the list of what waits shows all of it.
 */
const MOST_REVIEW_MAILS_AN_HOUR = 5;

/**
 * Queues one mail per recipient in the caller's transaction. The unique row (subject, kind, recipient) lets a second
 * attempt pass without a second mail. Who does without mails of this kind, takes none, or had many, gets no row.
 */
export async function queueEmails(tx: Tx, input: MailToQueue): Promise<void> {
  const { kind, subjectId, versionId, pluginId, requestId } = input;
  const tired = await listTiredOf(tx, input);
  const recipientIds = await listRecipients(
    tx,
    kind,
    [...new Set(input.recipientIds)].filter((id) => !tired.has(id)),
  );
  if (recipientIds.length === 0) return;
  const rows = await tx
    .insert(emails)
    .values(recipientIds.map((recipientId) => ({ kind, subjectId, versionId, pluginId, recipientId })))
    .onConflictDoNothing()
    .returning({ id: emails.id });
  for (const { id } of rows) await enqueue(tx, "send_email", { emailId: id, requestId }, { jobKey: jobKeys.email(id) });
}

async function listTiredOf(tx: Tx, { kind, versionId, isUrgent }: MailToQueue): Promise<Set<string | null>> {
  if (isUrgent || audienceOf(kind) !== "reviewer" || versionId === undefined) return new Set();
  const rows = await tx
    .select({ recipientId: emails.recipientId })
    .from(emails)
    .where(and(eq(emails.kind, kind), eq(emails.versionId, versionId), gt(emails.createdAt, sql`now() - interval '1 hour'`)))
    .groupBy(emails.recipientId)
    .having(sql`${count()} >= ${MOST_REVIEW_MAILS_AN_HOUR}`);
  return new Set(rows.map((row) => row.recipientId));
}

/** Imported accounts may stand for a name alone, without an address; mail to some addresses comes back. */
async function listRecipients(tx: Tx, kind: MailKind, userIds: string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await tx
    .select({ id: users.id, email: users.email, bouncedAt: users.emailBouncedAt, preferences: mailPreferences })
    .from(users)
    .leftJoin(mailPreferences, eq(mailPreferences.userId, users.id))
    .where(inArray(users.id, userIds));
  const isRecipient = (row: (typeof rows)[number]) =>
    isReachable(row.email) && row.bouncedAt === null && wantsMail(kind, row.preferences ?? DEFAULT_MAIL_PREFERENCES);
  return rows.filter(isRecipient).map(({ id }) => id);
}

/** Approvers and admins who may decide about the plugin: none of its editors. */
export async function listReviewerIds(tx: Tx, pluginId: number): Promise<string[]> {
  const editors = await listEditorIds(tx, pluginId);
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        inArray(users.role, ["approver", "admin"]),
        isNull(users.suspendedAt),
        editors.length > 0 ? notInArray(users.id, editors) : undefined,
      ),
    );
  return rows.map((row) => row.id);
}
