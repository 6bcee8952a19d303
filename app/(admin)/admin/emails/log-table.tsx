import { ActionForm } from "@/components/owner/action-form";
import { Chip } from "@/components/ui/chip";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { EmailLogRow } from "@/db/queries/emails";
import { MAIL_WORDS } from "@/lib/domain/mails";
import { retry } from "./actions";
import { STATES } from "./email-words";

export function LogTable({ rows }: { rows: EmailLogRow[] }) {
  return (
    <Table label="Mails, newest first" stacks className="md:min-w-4xl">
      <thead>
        <tr>
          <Th>Mail</Th>
          <Th>To</Th>
          <Th>State</Th>
          <Th>Attempts</Th>
          <Th>Sent</Th>
          <Th>Report opened</Th>
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
        <span className="font-semibold">{MAIL_WORDS[row.kind]}</span>
        {row.packageName ? (
          <span className="block text-sm text-muted [overflow-wrap:anywhere]">{`${row.packageName} ${row.version ?? ""}`}</span>
        ) : null}
        <span className="block text-sm whitespace-nowrap text-muted">
          Queued <Time at={row.createdAt} withTime />
        </span>
      </Td>
      <Td label="To" className="min-w-36 [overflow-wrap:anywhere]">
        {row.recipientName || (row.kind === "sign-in" ? "(new or unnamed)" : "(unnamed)")}
        {row.isAddressDead ? <span className="block text-sm text-bad-ink">Gets no more: mail comes back</span> : null}
      </Td>
      <Td>
        <State row={row} />
      </Td>
      <Td label="Attempts">{row.state === "skipped" ? "–" : row.attempts}</Td>
      <Td label="Sent">{row.sentAt && row.state !== "skipped" ? <Time at={row.sentAt} withTime /> : "–"}</Td>
      <Td label="Report opened">{row.openedAt ? <Time at={row.openedAt} withTime /> : "–"}</Td>
    </tr>
  );
}

function State({ row }: { row: EmailLogRow }) {
  const { tone, words } = STATES[row.state];
  return (
    <div className="grid max-w-xs gap-1">
      <div>
        <Chip tone={tone}>{words}</Chip>
      </div>
      {row.deliveryAt ? (
        <span className="text-sm text-muted">
          <Time at={row.deliveryAt} withTime />
        </span>
      ) : null}
      {row.lastError ? <span className="text-sm text-muted [overflow-wrap:anywhere]">{row.lastError}</span> : null}
      {row.state === "failed" && row.kind !== "sign-in" ? (
        <ActionForm action={retry} fields={{ emailId: row.id }} submit="Send again" pending="Sending…" />
      ) : null}
    </div>
  );
}
