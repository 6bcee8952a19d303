import { Resend } from "resend";
import { headersOf } from "./headers";
import { MailError, type Mailer, oneLine, singleAddress } from "./mail";

/**
 * What Resend answers when the mail itself is at fault (400, 422: an address or a field that it will never take).
 * A wrong key, a spent quota or their own trouble can be mended while the mail waits.
 */
const PERMANENT_STATUS = new Set([400, 422]);

/** Our own id of a mail, as Resend keeps it. */
export const MAIL_ID_TAG = "mail_id";

/** @param baseUrl another server that speaks Resend's API, for tests */
export function resendMailer({ apiKey, from, baseUrl }: { apiKey: string; from: string; baseUrl?: string }): Mailer {
  const client = new Resend(apiKey, baseUrl ? { baseUrl } : undefined);
  return {
    async send(mail) {
      const { html, text, idempotencyKey } = mail;
      const message = { from, to: singleAddress(mail.to), subject: oneLine(mail.subject), html, text, headers: headersOf(mail, from) };
      // The tag comes back with what Resend tells of the mail later.
      const tags = [{ name: MAIL_ID_TAG, value: idempotencyKey }];
      const { data, error } = await client.emails.send({ ...message, tags }, { idempotencyKey });
      if (data) return { messageId: data.id };
      const isPermanent = error.statusCode !== null && PERMANENT_STATUS.has(error.statusCode);
      throw new MailError(`Resend: ${error.name} (${error.statusCode ?? "no answer"})`, { isPermanent, cause: error });
    },
  };
}
