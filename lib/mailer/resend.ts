import { Resend } from "resend";
import { MailError, type Mailer, oneLine, singleAddress } from "./mail";

/**
 * What Resend answers when the mail itself is at fault (400, 422: an address or a field that it will never take).
 * A wrong key, a spent quota or their own trouble can be mended while the mail waits.
 */
const PERMANENT_STATUS = new Set([400, 422]);

/** @param baseUrl another server that speaks Resend's API, for tests */
export function resendMailer({ apiKey, from, baseUrl }: { apiKey: string; from: string; baseUrl?: string }): Mailer {
  const client = new Resend(apiKey, baseUrl ? { baseUrl } : undefined);
  return {
    async send(mail) {
      const { data, error } = await client.emails.send(
        { from, to: singleAddress(mail.to), subject: oneLine(mail.subject), html: mail.html, text: mail.text },
        { idempotencyKey: mail.idempotencyKey },
      );
      if (data) return { messageId: data.id };
      const isPermanent = error.statusCode !== null && PERMANENT_STATUS.has(error.statusCode);
      throw new MailError(`Resend: ${error.name} (${error.statusCode ?? "no answer"})`, { isPermanent, cause: error });
    },
  };
}
