import Link from "next/link";
import { urls } from "@/lib/urls";
import { plural } from "../scan/words";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";
import { VisibleText } from "../ui/visible-text";
import { auditWords, factWords } from "./audit-words";

export interface AuditEntryView {
  id: number;
  at: Date;
  actorKind: "person" | "token" | "system" | "importer";
  actorId: string | null;
  actorName: string | null;
  event: string;
  pluginId: number | null;
  packageName: string | null;
  version: string | null;
  subjectId: string | null;
  subjectName: string | null;
  decidedBy: { id: string; name: string | null } | null;
  place: { path: string; line: number | null; more: number; ruleId?: string } | null;
  facts: Record<string, string | number | null> | null;
  reason: string | null;
  isReasonErased: boolean;
  seal: number | null;
}

export function AuditTable({ rows }: { rows: readonly AuditEntryView[] }) {
  return (
    <Table label="Audit log, newest first" stacks className="md:min-w-5xl">
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>What</Th>
          <Th>About</Th>
          <Th>Why</Th>
          <Th className="text-right">Seal</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td className="min-w-36 text-sm/6 max-md:order-5">
              <Time at={row.at} withTime />
            </Td>
            <Td label="By" className="min-w-32 [overflow-wrap:anywhere] max-md:order-4">
              <Actor row={row} />
            </Td>
            <Td className="min-w-72 max-md:order-1 max-md:font-semibold">
              {auditWords(row.event)}
              <span className="block text-sm font-normal text-muted [overflow-wrap:anywhere]">
                {factWords(row.facts)}
                {row.place ? <Place {...row.place} /> : null}
              </span>
            </Td>
            <Td className="min-w-44 [overflow-wrap:anywhere] max-md:order-2">
              <About row={row} />
            </Td>
            <Td className="min-w-56 whitespace-pre-line [overflow-wrap:anywhere] max-md:order-3">
              {row.isReasonErased ? <span className="text-muted">erased</span> : row.reason}
            </Td>
            <Td label="Seal" className="text-sm/6 whitespace-nowrap text-muted tabular-nums max-md:order-6 md:text-right">
              {row.seal ?? "not yet"}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Place({ path, line, more, ruleId }: NonNullable<AuditEntryView["place"]>) {
  return (
    <span className="block">
      {ruleId ? `rule ${ruleId}, ` : ""}
      <VisibleText text={path} />
      {line === null ? "" : `, line ${line}`}
      {more > 0 ? `, and ${ruleId ? `${more} more` : `${plural(more, "more place")} like it`}` : ""}
    </span>
  );
}

function Actor({ row }: { row: AuditEntryView }) {
  if (row.decidedBy)
    return (
      <>
        <Person {...row.decidedBy} />
        <span className="text-muted"> (carried out by the site)</span>
      </>
    );
  // On a phone "By" stands before it.
  if (row.actorKind === "system") return <span className="max-md:lowercase">The site</span>;
  if (row.actorKind === "importer" || !row.actorId)
    return <span className="max-md:lowercase">{row.actorKind === "importer" ? "The importer" : "A person"}</span>;
  return (
    <>
      <Person id={row.actorId} name={row.actorName} />
      {row.actorKind === "token" ? <span className="text-muted"> (token)</span> : null}
    </>
  );
}

function Person({ id, name }: { id: string; name: string | null }) {
  return (
    <Link href={urls.adminUser(id)} prefetch={false}>
      {name || `Person ${id.slice(0, 8)}`}
    </Link>
  );
}

function About({ row }: { row: AuditEntryView }) {
  return (
    <>
      {row.packageName ? (
        <Link href={row.version ? urls.version(row.packageName, row.version) : urls.managePlugin(row.packageName)} prefetch={false}>
          {[row.packageName, row.version].filter(Boolean).join(" ")}
        </Link>
      ) : row.pluginId ? (
        `Plugin ${row.pluginId}, gone`
      ) : null}
      {row.subjectId && row.subjectName !== null ? (
        <span className="block">
          <Person id={row.subjectId} name={row.subjectName} />
        </span>
      ) : null}
    </>
  );
}
