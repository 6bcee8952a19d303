import { desc, eq, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { auditEntries, versions } from "../schema";

const SHOWN = 50;

/** What may be told to strangers, by the state that a version came to or by the plugin's own event. */
export type PublicEvent =
  | "approve"
  | "approve-automatically"
  | "approve-harmless"
  | "published"
  | "restored"
  | "released"
  | "withdrawn"
  | "vanished"
  | "quarantined"
  | "removed"
  | "owner-changed"
  | "transferred";

export interface PublicHistoryEntry {
  id: number;
  at: Date;
  event: PublicEvent;
  version: string | null;
}

/**
 * A plugin's part of the audit log that is public: since when each version could be downloaded, when that ended and began again, and by which kind of
 * decision; and that the owner changed, or was changed by the site's administrators, because whoever has a plugin installed trusts its owner. Not public: who of the staff
 * decided and why (reasons are written to the maintainers, and may quote what must not be shown), names of maintainers, mails,
 * scans, and everything about versions that were not public by then, since drafts are nobody's business.
 */
export async function listPublicHistory(db: Executor, pluginId: number): Promise<PublicHistoryEntry[]> {
  const told = db
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      event: auditEntries.event,
      versionId: auditEntries.versionId,
      from: sql<string | null>`${auditEntries.facts}->>'from'`.as("from_status"),
      to: sql<string | null>`${auditEntries.facts}->>'to'`.as("to_status"),
      wasPublic:
        sql<boolean>`bool_or(${auditEntries.facts}->>'to' = 'approved') over (partition by ${auditEntries.versionId} order by ${auditEntries.id})`.as(
          "was_public",
        ),
    })
    .from(auditEntries)
    .where(
      sql`${auditEntries.pluginId} = ${pluginId} and (starts_with(${auditEntries.event}, 'version:')
        or ${auditEntries.event} in ('plugin:owner-joined', 'plugin:ownership-handed-over', 'plugin:transferred'))`,
    )
    .as("told");
  const rows = await db
    .select({ id: told.id, at: told.at, event: told.event, to: told.to, version: versions.version })
    .from(told)
    .leftJoin(versions, eq(versions.id, told.versionId))
    .where(
      sql`starts_with(${told.event}, 'plugin:') or (${told.wasPublic} and ${told.from} is distinct from ${told.to} and ${told.to} <> 'deleted')`,
    )
    .orderBy(desc(told.id))
    .limit(SHOWN);
  return rows.map(({ id, at, event, to, version }) => ({ id, at, version, event: publicEvent(event, to) }));
}

function publicEvent(event: string, to: string | null): PublicEvent {
  const name = event.slice(event.indexOf(":") + 1);
  if (event.startsWith("plugin:")) return name === "transferred" ? "transferred" : "owner-changed";
  if (to === "withdrawn") return name === "import-vanished" ? "vanished" : name === "release" ? "released" : "withdrawn";
  if (to === "quarantined") return "quarantined";
  if (to !== "approved") return "removed";
  if (name === "approve" || name === "approve-automatically" || name === "approve-harmless") return name;
  return name === "restore" || name === "import-offered-again" ? "restored" : name === "release" ? "released" : "published";
}
