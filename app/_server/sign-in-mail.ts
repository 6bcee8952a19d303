import "server-only";
import { beginEmailAttempt, logSignInMail, markEmailFailed, markEmailSent } from "@/db/commands/email-log";
import { getDb } from "@/db/context";
import { countLiveSignInTokens, getPersonByEmail } from "@/db/queries/people";
import { renderEmail } from "@/emails/render";
import { SIGN_IN_SUBJECT, SignInMail } from "@/emails/sign-in";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { createMailer, MailError } from "@/lib/mailer";
import { absoluteUrl, urls } from "@/lib/urls";

/** So that nobody fills a stranger's mailbox: a sixth link within an hour is not sent. */
const MOST_LIVE_LINKS = 5;

/**
 * Sends a sign-in link at once: the only mail that holds a token, so it goes through no queue. The log learns that it
 * was sent, not what it says.
 *
 * @throws MailError when it could not be sent; the person reads so on the page and can ask again
 */
export async function sendSignInMail(input: { email: string; token: string; callbackUrl?: string }): Promise<void> {
  const db = getDb();
  const config = env();
  if ((await countLiveSignInTokens(db, input.email)) >= MOST_LIVE_LINKS) return log.warn("auth.mail.limited");
  const person = await getPersonByEmail(db, input.email);
  const { emailId } = await logSignInMail(db, person?.userId ?? null);
  const link = absoluteUrl(
    config.publicUrl,
    urls.confirmSignIn({ token: input.token, email: input.email, callbackUrl: input.callbackUrl }),
  );
  const { html, text } = await renderEmail(
    SignInMail({ link, publicUrl: config.publicUrl, supportEmail: config.SUPPORT_EMAIL, supportUrl: config.SUPPORT_URL }),
  );
  await beginEmailAttempt(db, emailId);
  try {
    const { messageId } = await createMailer(config).send({
      to: input.email,
      subject: SIGN_IN_SUBJECT,
      html,
      text,
      idempotencyKey: emailId,
    });
    await markEmailSent(db, emailId, messageId);
  } catch (error) {
    await markEmailFailed(db, emailId, { error: error instanceof MailError ? error.message : "could not be sent", isFinal: true });
    throw error;
  }
}
