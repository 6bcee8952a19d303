import nodemailer from "nodemailer";
import { domainOf, headersOf } from "./headers";
import { MailError, type Mailer, oneLine, singleAddress } from "./mail";

const PATIENCE_MS = 20_000;

/** @param url smtp:// or smtps://, with name and password where the server wants them */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const timeouts = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
  const transport = nodemailer.createTransport({ ...timeouts, url, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send(mail) {
      const { html, text } = mail;
      const message = { from, to: singleAddress(mail.to), subject: oneLine(mail.subject), html, text, headers: headersOf(mail, from) };
      try {
        // The same id at every attempt: mail programs show a mail that was delivered twice once.
        const sent = await transport.sendMail({ ...message, messageId: `<${mail.idempotencyKey}@${domainOf(from)}>` });
        return { messageId: sent.messageId };
      } catch (cause) {
        throw smtpError(cause);
      }
    },
  };
}

/** A 5xx answer about sender, recipient or content is final. Signing in (EAUTH) and the way there can be mended. */
function smtpError(cause: unknown): MailError {
  const { code, responseCode } = cause as { code?: string; responseCode?: number };
  const isPermanent = responseCode !== undefined && responseCode >= 500 && (code === "EENVELOPE" || code === "EMESSAGE");
  return new MailError(`SMTP: ${code ?? "failed"} (${responseCode ?? "no answer"})`, { isPermanent, cause });
}
