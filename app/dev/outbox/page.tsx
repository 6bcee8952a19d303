import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { env } from "@/lib/env";
import { outboxFolder } from "@/lib/mailer";
import { listOutbox } from "@/lib/mailer/outbox";
import { urls } from "@/lib/urls";

export const metadata: Metadata = { title: "Outbox", robots: { index: false } };

/** Mails that a demo would have sent: they stay on this machine. */
export default async function OutboxPage() {
  await connection();
  if (!env().isDemo) notFound();
  const mails = await listOutbox(outboxFolder(env().dataDir));
  return (
    <>
      <PageHeader
        title="Outbox"
        lead="Without a mail server nothing leaves this machine. These are the mails that people would have got, newest first."
      />
      {mails.length === 0 ? (
        <EmptyState title="No mail yet">Upload a plugin, or ask for a sign-in link: the mail appears here within seconds.</EmptyState>
      ) : (
        <ul className="grid gap-2">
          {mails.map((mail) => (
            <li key={mail.id} className="rounded-card border border-line bg-surface px-4 py-3">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <Link href={urls.outboxMail(mail.id)} prefetch={false} className="min-w-0 font-semibold [overflow-wrap:anywhere]">
                  {mail.subject}
                </Link>
                <Time at={mail.sentAt} withTime />
              </div>
              <p className="text-sm text-muted [overflow-wrap:anywhere]">To {mail.to}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
