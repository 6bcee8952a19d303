import { and, inArray, isNull, notInArray } from "drizzle-orm";
import { isReachable } from "@/lib/domain/reachable-address";
import { jobKeys } from "@/lib/jobs";
import type { Tx } from "../context";
import { enqueue } from "../enqueue";
import { emails, users } from "../schema";
import { listEditorIds } from "./actor";

type EmailKind = typeof emails.$inferInsert.kind;

/**
 * Queues one mail per recipient in the caller's transaction. The unique row (subject, kind, recipient) lets a second
 * attempt pass without a second mail.
 *
 * @param subjectId id of the scan, or of the version event, that the mail tells of
 */
export async function queueEmails(
  tx: Tx,
  input: { kind: EmailKind; subjectId: string; versionId: number; recipientIds: readonly string[]; requestId?: string },
): Promise<void> {
  const recipientIds = await reachable(tx, input.recipientIds);
  if (recipientIds.length === 0) return;
  const rows = await tx
    .insert(emails)
    .values(recipientIds.map((recipientId) => ({ kind: input.kind, subjectId: input.subjectId, versionId: input.versionId, recipientId })))
    .onConflictDoNothing()
    .returning({ id: emails.id });
  for (const { id } of rows) await enqueue(tx, "send_email", { emailId: id, requestId: input.requestId }, { jobKey: jobKeys.email(id) });
}

/** Imported accounts may stand for a name alone, without an address. */
async function reachable(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await tx
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(inArray(users.id, [...userIds]));
  const ids = new Set(rows.filter((row) => isReachable(row.email)).map((row) => row.id));
  return userIds.filter((id) => ids.has(id));
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
