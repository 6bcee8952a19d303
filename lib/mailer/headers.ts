import { type Mail, MailError } from "./mail";

/** Part of a Message-ID: nothing that could end it or begin another header. */
const THREAD = /^[a-z0-9-]{1,64}$/;
const ADDRESS = /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,900}$/;

/** The domain of a sender such as `Greenbadge <no-reply@plugins.example.org>`. */
export const domainOf = (from: string): string => /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? "localhost";

/**
 * What goes into a mail's head beside sender, recipient and subject. Mails of one thread answer the same message, which
 * was never sent: mail programs put them together. Of mails that people may do without, one press in the mail program
 * ends them (RFC 8058).
 *
 * @throws MailError for values that do not belong into a header
 */
export function headersOf({ thread, unsubscribeUrl }: Pick<Mail, "thread" | "unsubscribeUrl">, from: string): Record<string, string> {
  if (thread !== undefined && !THREAD.test(thread)) throw new MailError("the thread's name is none", { isPermanent: true });
  if (unsubscribeUrl !== undefined && !ADDRESS.test(unsubscribeUrl))
    throw new MailError("the address that ends these mails is none", { isPermanent: true });
  const root = `<${thread}@${domainOf(from)}>`;
  return {
    // Nobody's holiday notice answers it (RFC 3834).
    "Auto-Submitted": "auto-generated",
    ...(thread === undefined ? {} : { "In-Reply-To": root, References: root }),
    ...(unsubscribeUrl === undefined
      ? {}
      : { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
  };
}
