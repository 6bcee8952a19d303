import { and, desc, eq, gte, lt, max, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { auditEntries, auditReasons, auditSeals, plugins, users, versions } from "../schema";

/** What the log is narrowed down to; empty texts narrow nothing. */
export interface AuditFilter {
  /** A person's id or whole address, or a part of their name: as who did it, or whom it concerns. */
  person: string;
  /** A package name, or the number of a plugin that is gone. */
  plugin: string;
  /** What the event begins with: `version:`, `user:trusted`; `all`; empty for all but the comings and goings of mails, which are most of it. */
  event: string;
  /** Days in UTC, both included, as 2026-11-29. */
  from: string;
  to: string;
}

export interface AuditRow {
  id: number;
  at: Date;
  actorKind: "person" | "token" | "system" | "importer";
  actorId: string | null;
  actorName: string | null;
  tokenId: string | null;
  event: string;
  pluginId: number | null;
  packageName: string | null;
  versionId: number | null;
  version: string | null;
  subjectId: string | null;
  /** When the subject is a person. */
  subjectName: string | null;
  /** Who made the decision that the site carried out. */
  decidedBy: { id: string; name: string | null } | null;
  /**
   * Where the finding is that a decision speaks of: the first place, and at how many more equal ones. For new suppressions the first hidden
   * finding with its rule, and how many more there are.
   */
  place: { path: string; line: number | null; more: number; ruleId?: string } | null;
  facts: Record<string, string | number | null> | null;
  /** In somebody's words; of a mail that was not sent, why. Null also when it was erased. */
  reason: string | null;
  isReasonErased: boolean;
  requestId: string | null;
  /** Its place in the chain; null until the worker has sealed it. */
  seal: number | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function involves(person: string): SQL {
  const pattern = `%${person.replace(/[\\%_]/g, "\\$&")}%`;
  const who = UUID.test(person)
    ? sql`select ${person.toLowerCase()}::uuid`
    : sql`select id from users where lower(email) = ${person.toLowerCase()} or name ilike ${pattern}`;
  const subjects = UUID.test(person) ? sql`select ${person.toLowerCase()}::text` : sql`select found.id::text from (${who}) found`;
  return or(sql`${auditEntries.actorId} in (${who})`, sql`${auditEntries.subjectId} in (${subjects})`) as SQL;
}

function belongsTo(plugin: string): SQL {
  if (/^\d{1,9}$/.test(plugin)) return eq(auditEntries.pluginId, Number(plugin));
  return sql`${auditEntries.pluginId} in (select id from plugins where lower(package_name) = ${plugin.toLowerCase()})`;
}

function matching({ person, plugin, event, from, to }: AuditFilter): SQL | undefined {
  return and(
    person.trim() ? involves(person.trim()) : undefined,
    plugin.trim() ? belongsTo(plugin.trim()) : undefined,
    kindOf(event),
    from ? gte(auditEntries.at, sql`${from}::date::timestamp at time zone 'UTC'`) : undefined,
    to ? lt(auditEntries.at, sql`(${to}::date + 1)::timestamp at time zone 'UTC'`) : undefined,
  );
}

function kindOf(event: string): SQL | undefined {
  if (event === "all") return undefined;
  if (event === "")
    return sql`(not starts_with(${auditEntries.event}, 'mail:') or ${auditEntries.event} in ('mail:opened', 'mail:retried'))`;
  return sql`starts_with(${auditEntries.event}, ${event})`;
}

/** A version moves in the transaction of the decision that lets it, so both bear one time. */
const decidedBy = sql<
  AuditRow["decidedBy"]
>`case when ${auditEntries.event} = 'version:finding-accepted' and ${auditEntries.actorKind} = 'system' then (
  select json_build_object('id', u.id, 'name', u.name) from audit_entries d join users u on u.id = d.actor_id
  where d.at = ${auditEntries.at} and d.plugin_id = ${auditEntries.pluginId} and starts_with(d.event, 'finding:')
  order by d.id limit 1) end`;

/** By the finding in the scan that was looked at, which stays for as long as the decision. Entries themselves hold no paths. */
const decidedPlace = sql`(
  select json_build_object('path', f.path, 'line', f.line, 'more', d.equal_count - 1)
  from finding_decisions d join findings f on f.scan_id = d.scan_id and f.rule_id = d.rule_id and f.fingerprint = d.fingerprint
  where d.id = case when starts_with(${auditEntries.source}, 'finding_decisions:') then split_part(${auditEntries.source}, ':', 2)::uuid end
  order by f.path, f.line limit 1)`;

/** Only where everything that the scan found hidden was new: which of more it was is not kept. */
const hiddenPlace = sql`(
  select json_build_object('path', h.path, 'line', h.line, 'more', h.total - 1, 'ruleId', h.rule_id)
  from (
    select f.path, f.line, f.rule_id, count(*) over () as total from findings f
    where f.scan_id = case when ${auditEntries.event} = 'suppression:seen' then (${auditEntries.facts} ->> 'scan')::uuid end
      and f.severity = 'critical' and f.suppression is not null
    order by f.path, f.line limit 1) h
  where h.total = (${auditEntries.facts} ->> 'critical')::integer)`;

const place = sql<AuditRow["place"]>`coalesce(${decidedPlace}, ${hiddenPlace})`;

/** Why a mail was not sent stands in the mail's own row. */
const unsentBecause = sql<string | null>`(
  select m.last_error from emails m
  where m.id = case when ${auditEntries.event} = 'mail:skipped' then split_part(${auditEntries.source}, ':', 2)::uuid end)`;

/** Entries that match, newest first, from before an id on. */
export async function listAuditEntries(
  db: Executor,
  filter: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<AuditRow[]> {
  const subject = alias(users, "subject");
  const { id, at, actorKind, actorId, tokenId, event, pluginId, versionId, subjectId, facts, requestId } = auditEntries;
  return db
    .select({
      ...{ id, at, actorKind, actorId, tokenId, event, pluginId, versionId, subjectId, facts, requestId },
      actorName: users.name,
      subjectName: subject.name,
      ...{ decidedBy, place },
      packageName: plugins.packageName,
      version: versions.version,
      reason: sql<string | null>`coalesce(${auditReasons.text}, ${unsentBecause})`,
      isReasonErased: sql<boolean>`${auditEntries.reasonDigest} is not null and ${auditReasons.text} is null`,
      seal: auditSeals.position,
    })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .leftJoin(subject, sql`${subject.id}::text = ${auditEntries.subjectId}`)
    .leftJoin(plugins, eq(plugins.id, auditEntries.pluginId))
    .leftJoin(versions, eq(versions.id, auditEntries.versionId))
    .leftJoin(auditReasons, eq(auditReasons.entryId, auditEntries.id))
    .leftJoin(auditSeals, eq(auditSeals.entryId, auditEntries.id))
    .where(and(matching(filter), page.before === null ? undefined : lt(auditEntries.id, page.before)))
    .orderBy(desc(auditEntries.id))
    .limit(page.limit);
}

const EXPORTED_AT_ONCE = 1_000;

/** All that match and exist now, newest first, a thousand at a time: nothing is held in memory or in a transaction while a slow client reads. */
export async function* exportAuditEntries(db: Executor, filter: AuditFilter): AsyncGenerator<AuditRow[]> {
  const [newest] = await db.select({ id: max(auditEntries.id) }).from(auditEntries);
  let before = (newest?.id ?? 0) + 1;
  for (;;) {
    const rows = await listAuditEntries(db, filter, { before, limit: EXPORTED_AT_ONCE });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < EXPORTED_AT_ONCE) return;
    before = last.id;
  }
}
