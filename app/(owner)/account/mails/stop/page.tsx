import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { TOPIC_WORDS } from "@/components/account/mail-words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { getMailStanding } from "@/db/queries/mail-preferences";
import { env } from "@/lib/env";
import { readUnsubscribe } from "@/lib/unsubscribe-link";
import { urls } from "@/lib/urls";

export const metadata: Metadata = { title: "Stop these mails", robots: { index: false }, referrer: "no-referrer" };

const query = z.object({ token: z.string().max(300).catch("") });

/** Where the link in a mail leads. It works for whoever holds it, signed in or not, and knows nothing but its one kind of mail. */
export default async function StopMailsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { token } = query.parse(await searchParams);
  const link = readUnsubscribe(env().AUTH_SECRET, token);
  const standing = link && (await getMailStanding(getDb(), link.userId));
  if (!link || !standing) notFound();
  const { title, hint } = TOPIC_WORDS[link.topic];
  const isStopped = link.topic === "review" ? standing.preferences.review === "never" : !standing.preferences[link.topic];
  return (
    <>
      <PageHeader title={isStopped ? "These mails are stopped" : "Stop these mails?"} />
      <div className="grid max-w-prose gap-5">
        {isStopped ? (
          <Alert tone="good" title={`No more of these: ${title.toLowerCase()}`} live>
            All other mails go on.
          </Alert>
        ) : (
          <>
            <p>
              <strong>{title}</strong>: {hint} All other mails go on.
            </p>
            <form method="post" action={urls.unsubscribe(token)}>
              <input type="hidden" name="page" value="1" />
              <Button variant="primary">Stop these mails</Button>
            </form>
          </>
        )}
        <p>
          <Link href={urls.accountMails()}>Choose which mails you get</Link>. For that you sign in.
        </p>
      </div>
    </>
  );
}
