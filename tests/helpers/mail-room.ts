import { asc, eq } from "drizzle-orm";
import { emails, users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { createMailer, outboxFolder } from "@/lib/mailer";
import { listOutbox, type OutboxMail } from "@/lib/mailer/outbox";
import { sendEmail } from "@/workers/tasks/send-email";
import type { TestRepository } from "./repository";

/** Sends what a repository has queued, as the worker's task does, and reads what people got. */
export function openMailRoom({ db, env }: Pick<TestRepository, "db" | "env">) {
  const mailer = createMailer(env);
  const folder = outboxFolder(env.dataDir);

  async function deliver(): Promise<void> {
    const queued = await db.select({ id: emails.id }).from(emails).where(eq(emails.state, "queued")).orderBy(asc(emails.createdAt));
    for (const { id } of queued) await sendEmail({ emailId: id }, { db, mailer, env }, { isLastAttempt: true });
  }

  async function mailsTo(person: SignedIn): Promise<OutboxMail[]> {
    await deliver();
    const [account] = await db.select({ email: users.email }).from(users).where(eq(users.id, person.userId));
    return (await listOutbox(folder)).filter((mail) => mail.to === account?.email);
  }

  return {
    deliver,
    mailsTo,
    /** Subjects of all that this person got, newest first. */
    subjectsTo: async (person: SignedIn) => (await mailsTo(person)).map((mail) => mail.subject),
    /** The one mail with this subject. */
    async mailTo(person: SignedIn, subject: string): Promise<OutboxMail> {
      const mails = await mailsTo(person);
      const found = mails.filter((mail) => mail.subject === subject);
      if (found.length !== 1)
        throw new Error(`${found.length} mails with the subject ${subject}; there are: ${mails.map((mail) => mail.subject).join(" | ")}`);
      return found[0] as OutboxMail;
    },
    everything: () => listOutbox(folder),
  };
}

export type MailRoom = ReturnType<typeof openMailRoom>;
