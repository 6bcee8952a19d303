import path from "node:path";
import type { Env } from "./env";
import type { Mailer } from "./mailer/mail";
import { outboxMailer } from "./mailer/outbox";
import { resendMailer } from "./mailer/resend";
import { smtpMailer } from "./mailer/smtp";

export { MailError, type Mailer } from "./mailer/mail";

export const outboxFolder = (dataDir: string): string => path.join(/* turbopackIgnore: true */ dataDir, "outbox");

/** Whether mail reaches people: without a transport it stays on this machine, in the outbox. */
export const sendsRealMail = (config: Pick<Env, "RESEND_API_KEY" | "SMTP_URL">): boolean =>
  Boolean(config.RESEND_API_KEY || config.SMTP_URL);

/** Resend when its key is set, an SMTP server when its address is set, files in the outbox otherwise. */
export function createMailer(config: Pick<Env, "RESEND_API_KEY" | "SMTP_URL" | "MAIL_FROM" | "dataDir">): Mailer {
  if (config.RESEND_API_KEY) return resendMailer({ apiKey: config.RESEND_API_KEY, from: config.MAIL_FROM });
  if (config.SMTP_URL) return smtpMailer({ url: config.SMTP_URL, from: config.MAIL_FROM });
  return outboxMailer({ folder: outboxFolder(config.dataDir), from: config.MAIL_FROM });
}
