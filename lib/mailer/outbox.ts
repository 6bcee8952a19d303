import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { headersOf } from "./headers";
import { type Mailer, oneLine, singleAddress } from "./mail";

const outboxMailSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** Those beside sender, recipient and subject. */
  headers: z.record(z.string(), z.string()).default({}),
  sentAt: z.coerce.date(),
});
export type OutboxMail = z.output<typeof outboxMailSchema>;

const ID = /^[0-9a-f]{32}$/;
const fileOf = (folder: string, id: string) => path.join(/* turbopackIgnore: true */ folder, `${id}.json`);

/** Writes mails as files, for machines that must not send any. A mail's name follows from its key: a second send changes nothing. */
export function outboxMailer({ folder, from }: { folder: string; from: string }): Mailer {
  return {
    async send(mail) {
      const id = createHash("sha256").update(mail.idempotencyKey).digest("hex").slice(0, 32);
      if (await readOutboxMail(folder, id)) return { messageId: id };
      const { html, text } = mail;
      const head = { from, to: singleAddress(mail.to), subject: oneLine(mail.subject), headers: headersOf(mail, from) };
      const content: OutboxMail = { id, ...head, html, text, sentAt: new Date() };
      await mkdir(folder, { recursive: true });
      // Readers never see half a file.
      const temporary = path.join(/* turbopackIgnore: true */ folder, `.${randomBytes(8).toString("hex")}`);
      await writeFile(temporary, JSON.stringify(content), { mode: 0o600 });
      await rename(temporary, fileOf(folder, id));
      return { messageId: id };
    },
  };
}

/** Newest first. */
export async function listOutbox(folder: string): Promise<OutboxMail[]> {
  const names = await readdir(folder).catch(() => []);
  const ids = names.map((name) => name.replace(/\.json$/, "")).filter((id) => ID.test(id));
  const mails = await Promise.all(ids.map((id) => readOutboxMail(folder, id)));
  return mails.filter((mail) => mail !== null).sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime());
}

/** Null for an id that is none, or of which there is no mail. */
export async function readOutboxMail(folder: string, id: string): Promise<OutboxMail | null> {
  if (!ID.test(id)) return null;
  const text = await readFile(fileOf(folder, id), "utf8").catch(() => null);
  return text === null ? null : outboxMailSchema.parse(JSON.parse(text));
}
