import { and, eq, sql } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { jobKeys } from "@/lib/jobs";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { enqueue } from "../enqueue";
import { emails, versions } from "../schema";
import { actorFor } from "./actor";
import { inTransaction } from "./in-transaction";
import { recordAudit } from "./record-audit";

/**
 * Has a failed mail sent again, with what it tells of as that is now. Not a sign-in link: that one was never kept.
 *
 * @returns not-found for people who are no administrators and for mails that have not failed
 */
export function retryEmail(
  db: Db,
  input: { person: Pick<SignedIn, "userId">; emailId: string; requestId?: string },
): Promise<Result<object, AppError>> {
  return inTransaction(db, async (tx) => {
    const actor = await actorFor(tx, input.person, null);
    const isFailed = and(eq(emails.id, input.emailId), eq(emails.state, "failed"));
    const { kind, versionId, recipientId: subjectId } = emails;
    const pluginId = sql<number | null>`coalesce(${emails.pluginId}, (select v.plugin_id from ${versions} v where v.id = ${versionId}))`;
    const [mail] = await tx.select({ kind, pluginId, versionId, subjectId }).from(emails).where(isFailed).for("update");
    if (!mail || mail.kind === "sign-in" || actor.role !== "admin" || actor.isSuspended)
      return appError("not-found", "There is no such failed mail.");
    await tx.update(emails).set({ state: "queued", lastError: null }).where(isFailed);
    await enqueue(tx, "send_email", { emailId: input.emailId, requestId: input.requestId }, { jobKey: jobKeys.email(input.emailId) });
    const { kind: mailKind, ...about } = mail;
    const facts = { mail: mailKind, email: input.emailId };
    await recordAudit(tx, { actor, event: "mail:retried", ...about, facts, requestId: input.requestId });
    return ok({});
  });
}
