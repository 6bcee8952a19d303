import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { env } from "@/lib/env";
import { outboxFolder } from "@/lib/mailer";
import { readOutboxMail } from "@/lib/mailer/outbox";
import { urls } from "@/lib/urls";

export const metadata: Metadata = { title: "Mail in the outbox", robots: { index: false } };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ form?: string }>;
}

export default async function OutboxMailPage({ params, searchParams }: Props) {
  await connection();
  const mail = env().isDemo ? await readOutboxMail(outboxFolder(env().dataDir), (await params).id) : null;
  if (!mail) notFound();
  const asText = (await searchParams).form === "text";
  const here = urls.outboxMail(mail.id);
  return (
    <>
      <PageHeader
        title={mail.subject}
        crumbs={[{ label: "Outbox", href: urls.outbox() }]}
        lead={
          <>
            To {mail.to}, <Time at={mail.sentAt} withTime />
          </>
        }
        actions={
          <>
            <LinkButton href={here} variant={asText ? "secondary" : "primary"} aria-current={asText ? undefined : "page"}>
              As sent
            </LinkButton>
            <LinkButton href={`${here}?form=text`} variant={asText ? "primary" : "secondary"} aria-current={asText ? "page" : undefined}>
              Text only
            </LinkButton>
          </>
        }
      />
      {asText ? <TextForm text={mail.text} /> : <HtmlForm html={mail.html} />}
    </>
  );
}

function TextForm({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label="The mail as text" tabIndex={0} className="overflow-x-auto rounded-card border border-line bg-surface p-4">
      <pre className="font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
    </section>
  );
}

/** Scripts and forms are off inside; links open in a page of their own. */
function HtmlForm({ html }: { html: string }) {
  return (
    <iframe
      title="The mail as sent"
      srcDoc={withBase(html)}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      className="h-[90vh] min-h-96 w-full rounded-card border border-line-strong bg-white"
    />
  );
}

const withBase = (html: string): string => html.replace("<head>", '<head><base target="_blank">');
