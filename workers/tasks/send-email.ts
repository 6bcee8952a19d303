import { beginEmailAttempt, markEmailFailed, markEmailSent, markEmailSkipped } from "@/db/commands/email-log";
import { type EmailToSend, getEmailToSend } from "@/db/queries/emails";
import type { SiteFacts } from "@/emails/_layout";
import { renderEmail } from "@/emails/render";
import { audienceOf, SKIP_REASONS, type SkipReason, topicOf, wantsMail } from "@/lib/domain/mails";
import type { Env } from "@/lib/env";
import type { JobPayload } from "@/lib/jobs";
import { log } from "@/lib/logger";
import { MailError } from "@/lib/mailer";
import { signUnsubscribe } from "@/lib/unsubscribe-link";
import { absoluteUrl, urls } from "@/lib/urls";
import { defineTask, type WorkerDeps } from "../define-task";
import { composeEmail } from "../email-content/compose-email";

type Deps = Pick<WorkerDeps, "db" | "mailer" | "env">;

/**
 * Sends one queued mail. The address is the account's at this moment; the mail's id is its idempotency key, so an
 * attempt that died after sending is no second mail. A failure never touches a verdict: it is written to the mail's row.
 *
 * @throws what may pass, so that the queue tries again; after the last attempt the mail is `failed`
 */
export async function sendEmail(
  { emailId, requestId }: JobPayload<"send_email">,
  deps: Deps,
  job: { isLastAttempt: boolean },
): Promise<void> {
  const { db } = deps;
  const email = await getEmailToSend(db, emailId);
  if (email?.state !== "queued") return;
  await beginEmailAttempt(db, emailId);
  const refusal = refusalOf(email);
  if (refusal) return skip(deps, email, refusal, requestId);
  try {
    const { unsubscribeUrl, ...site } = siteFactsFor(email, deps.env);
    const composed = await composeEmail(db, email, site);
    if (!composed) return await skip(deps, email, "overtaken", requestId);
    const { html, text } = await renderEmail(composed.body);
    const { messageId } = await deps.mailer.send({
      to: email.recipient?.email ?? "",
      subject: composed.subject,
      html,
      text,
      idempotencyKey: emailId,
      thread: threadOf(email),
      unsubscribeUrl,
    });
    await markEmailSent(db, emailId, messageId);
    log.info("email.sent", { emailId, kind: email.kind, requestId });
  } catch (error) {
    if (error instanceof MailError && error.isPermanent) return giveUp(deps, email, error.message, requestId);
    await markEmailFailed(db, emailId, {
      error: error instanceof MailError ? error.message : "The mail could not be written; the worker's log says why.",
      isFinal: job.isLastAttempt,
    });
    throw error;
  }
}

/** What every mail says about the site, and how its reader ends mails of this kind, where they may do without. */
function siteFactsFor({ kind, recipient }: EmailToSend, config: Env): SiteFacts & { unsubscribeUrl?: string } {
  const { publicUrl, SUPPORT_EMAIL: supportEmail, SUPPORT_URL: supportUrl, AUTH_SECRET } = config;
  const absolute = (path: string) => absoluteUrl(publicUrl, path);
  const site = { publicUrl, supportEmail, supportUrl, preferencesUrl: absolute(urls.accountMails()) };
  const topic = topicOf(kind);
  if (topic === null || !recipient) return site;
  const token = signUnsubscribe(AUTH_SECRET, { userId: recipient.userId, topic });
  return { ...site, stopUrl: absolute(urls.stopMails(token)), unsubscribeUrl: absolute(urls.unsubscribe(token)) };
}

/** All that happens to one version stands together, and so does what happens to a plugin as such. */
function threadOf({ versionId, pluginId }: EmailToSend): string | undefined {
  if (versionId !== null) return `version-${versionId}`;
  return pluginId === null ? undefined : `plugin-${pluginId}`;
}

/** Who no longer may read what the mail says, takes no mail or wants none, gets none. */
function refusalOf({ kind, recipient }: EmailToSend): SkipReason | null {
  if (!recipient) return "no-account";
  if (recipient.isSuspended) return "suspended";
  if (recipient.isBounced) return "bounced";
  if (!wantsMail(kind, recipient.preferences)) return "unwanted";
  switch (audienceOf(kind)) {
    case "reviewer":
      return recipient.role !== "user" && !recipient.isEditor ? null : "not-reviewer";
    case "approver":
      return recipient.role !== "user" ? null : "not-approver";
    case "editor":
      return recipient.isEditor ? null : "not-editor";
    case "person":
      return null;
  }
}

async function skip({ db }: Deps, email: EmailToSend, why: SkipReason, requestId: string | undefined): Promise<void> {
  await markEmailSkipped(db, email.id, SKIP_REASONS[why]);
  log.info("email.skipped", { emailId: email.id, kind: email.kind, why, requestId });
}

async function giveUp({ db }: Deps, email: EmailToSend, error: string, requestId: string | undefined): Promise<void> {
  await markEmailFailed(db, email.id, { error, isFinal: true });
  log.warn("email.failed", { emailId: email.id, kind: email.kind, problem: error, requestId });
}

export const sendEmailTask = defineTask("send_email", (payload, deps, job) => sendEmail(payload, deps, job));
