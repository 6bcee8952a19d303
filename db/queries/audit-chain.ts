import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SealedEntry } from "@/lib/audit-chain";
import { auditEntries } from "../schema";

/** Needs `audit_entries` in the query. Microseconds and JSON as the database writes them, whatever the session's settings. */
const e = getTableColumns(auditEntries);
export const sealedColumns = {
  id: sql<string>`${e.id}::text`,
  at: sql<string>`to_char(${e.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  actorKind: sql<string>`${e.actorKind}::text`,
  actorId: e.actorId,
  tokenId: e.tokenId,
  event: e.event,
  pluginId: e.pluginId,
  versionId: e.versionId,
  subjectId: e.subjectId,
  source: e.source,
  facts: sql<string | null>`${e.facts}::text`,
  reasonDigest: e.reasonDigest,
  requestId: e.requestId,
} satisfies { [K in keyof SealedEntry]: SQL<SealedEntry[K]> | (typeof e)[keyof typeof e] };
