import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import { getDb } from "@/db/context";
import { type EmailLogRow, listEmailLog } from "@/db/queries/emails";
import { urls } from "@/lib/urls";

interface Props {
  searchParams: Promise<{ page?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const person = await getSignedIn();
  return { title: person?.role === "admin" ? "Mails" : "Not found", robots: { index: false } };
}

const KIND_WORDS: Record<EmailLogRow["kind"], string> = {
  "upload-confirmation": "Upload confirmation",
  "validation-results": "Validation results",
  "review-ready": "Ready for review",
  "needs-decision": "Needs a decision",
  decision: "Decision",
  "public-not-clean": "Public and not clean",
  "return-reminder": "Reminder of a return",
  "acceptance-ended": "Acceptance ended",
  "plugin-event": "About a plugin",
  invitation: "Invitation",
  "token-created": "Token made",
  "token-expiring": "Token ends soon",
  "trust-changed": "Trust changed",
  "review-digest": "Daily digest",
  "sign-in": "Sign-in link",
};

const STATE_WORDS: Record<EmailLogRow["state"], string> = {
  ...{ queued: "Waiting", sent: "Sent", delivered: "Delivered", failed: "Failed" },
  ...{ bounced: "Came back", complained: "Marked as spam", skipped: "Not sent" },
};
const STATE_TONE: Record<EmailLogRow["state"], Tone> = {
  ...{ queued: "info", sent: "good", delivered: "good", failed: "bad" },
  ...{ bounced: "bad", complained: "warn", skipped: "neutral" },
};

export default async function EmailLogPage({ searchParams }: Props) {
  const person = await requireSignedIn(urls.adminEmails());
  if (person.role !== "admin") notFound();
  const page = Math.min(100_000, Math.max(1, Number.parseInt((await searchParams).page ?? "1", 10) || 1));
  const { rows, total, pages } = await listEmailLog(getDb(), page);
  return (
    <>
      <PageHeader
        title="Mails"
        crumbs={[{ label: "Administration", href: urls.admin() }]}
        lead={`Every mail that was sent or should have been, ${total} in all, newest first. What they said is not kept.`}
      />
      {rows.length === 0 ? (
        <EmptyState title="No mails here">Uploads, decisions and sign-in links write them.</EmptyState>
      ) : (
        <Log rows={rows} />
      )}
      <Pagination page={page} pages={pages} hrefOf={(other) => urls.adminEmails({ page: other })} />
    </>
  );
}

function Log({ rows }: { rows: EmailLogRow[] }) {
  return (
    <Table label="Mails, newest first" className="min-w-4xl">
      <thead>
        <tr>
          <Th>Mail</Th>
          <Th>To</Th>
          <Th>State</Th>
          <Th>Attempts</Th>
          <Th>Queued</Th>
          <Th>Sent</Th>
          <Th>Opened from it</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <LogLine key={row.id} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

function LogLine({ row }: { row: EmailLogRow }) {
  return (
    <tr>
      <Td>
        {KIND_WORDS[row.kind]}
        {row.packageName && row.version ? (
          <span className="block text-sm text-muted [overflow-wrap:anywhere]">{`${row.packageName} ${row.version}`}</span>
        ) : null}
      </Td>
      <Td className="[overflow-wrap:anywhere]">{row.recipientName || (row.kind === "sign-in" ? "(new or unnamed)" : "(unnamed)")}</Td>
      <Td>
        <Chip tone={STATE_TONE[row.state]}>{STATE_WORDS[row.state]}</Chip>
        {row.lastError ? <span className="mt-1 block max-w-xs text-sm text-muted [overflow-wrap:anywhere]">{row.lastError}</span> : null}
      </Td>
      <Td>{row.attempts}</Td>
      <Td>
        <Time at={row.createdAt} withTime />
      </Td>
      <Td>{row.sentAt ? <Time at={row.sentAt} withTime /> : "–"}</Td>
      <Td>{row.openedAt ? <Time at={row.openedAt} withTime /> : "–"}</Td>
    </tr>
  );
}
