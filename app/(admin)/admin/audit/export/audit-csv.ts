import { stringify } from "csv-stringify/sync";
import type { AuditRow } from "@/db/queries/audit-log";

const COLUMNS: [string, (row: AuditRow) => string | number | null][] = [
  ["entry", (row) => row.id],
  ["at", (row) => row.at.toISOString()],
  ["actor_kind", (row) => row.actorKind],
  ["actor_id", (row) => row.actorId],
  ["actor", (row) => row.actorName],
  ["token_id", (row) => row.tokenId],
  ["event", (row) => row.event],
  ["plugin_id", (row) => row.pluginId],
  ["plugin", (row) => row.packageName],
  ["version_id", (row) => row.versionId],
  ["version", (row) => row.version],
  ["subject_id", (row) => row.subjectId],
  ["subject", (row) => row.subjectName],
  ["facts", (row) => (row.facts ? JSON.stringify(row.facts) : null)],
  ["reason", (row) => (row.isReasonErased ? "(erased)" : row.reason)],
  ["request_id", (row) => row.requestId],
  ["seal", (row) => row.seal],
  ["decided_by_id", (row) => row.decidedBy?.id ?? null],
  ["decided_by", (row) => row.decidedBy?.name ?? null],
  ["path", (row) => row.place?.path ?? null],
  ["line", (row) => row.place?.line ?? null],
];

export const auditCsvHeader = (): string => lines([COLUMNS.map(([name]) => name)]);

/** Lines of a CSV file (RFC 4180). Names and reasons are strangers' words: what a spreadsheet would run as a formula begins with an apostrophe. */
export const auditCsvLines = (rows: readonly AuditRow[]): string => lines(rows.map((row) => COLUMNS.map(([, read]) => read(row))));

const lines = (table: readonly (readonly (string | number | null)[])[]): string =>
  stringify([...table], { escape_formulas: true, quoted: true, quoted_empty: true, record_delimiter: "windows" });
