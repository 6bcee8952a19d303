import { type SQL, sql } from "drizzle-orm";
import { DUE_DAYS, findOlderInStream, type NewerVersion } from "@/lib/domain/review-queue";
import type { Executor } from "../context";

const days = (count: number): SQL => sql`make_interval(days => ${count})`;

/**
 * Requests for acceptance that nobody answered and whose finding the version's current scan still holds. One request has a
 * row for each of its places; those without a number are older than numbers, and each its own.
 */
const ASKED = sql`
  select v.id as version_id, count(distinct coalesce(a.group_no::text, a.id::text))::int as requests, min(a.decided_at) as since
  from finding_decisions a
  join versions v on v.plugin_id = a.plugin_id and v.status in ('validated', 'inconclusive', 'blocked', 'approved')
  where a.kind = 'acceptance-asked' and not a.is_withdrawal
    and not exists (select 1 from finding_decisions answer where answer.ends = a.id)
    and exists (select 1 from findings f where f.scan_id = v.current_scan_id and f.fingerprint = a.fingerprint)
  group by v.id`;

/** A new scan of the same file does not begin the wait anew; another file, or a state in which it did not wait, does. */
const WAITS_SINCE = sql`least(v.status_changed_at, (
  select min(e.at) from version_events e
  where e.version_id = v.id and e.to_status = v.status and e.id > coalesce((
    select max(r.id) from version_events r
    where r.version_id = v.id and (r.event = 'replace-file' or r.to_status not in ('validating', v.status))), 0)))`;

/** A public version turns bad by a scan, or by an approver's word that ended; the later one counts. */
const BAD_SINCE = sql`greatest(s.concluded_at, (
  select max(case when d.kind = 'acceptance' and not d.is_withdrawal then d.expires_at else d.decided_at end) from finding_decisions d
  where d.plugin_id = v.plugin_id and d.decided_at <= now()
    and (d.kind = 'suppression-refused' or (d.kind = 'acceptance' and (d.is_withdrawal or d.expires_at <= now())))))`;

/**
 * Everything that waits for an approver, one light row each, as `with …, waiting as (…)`: in which list, since when, until when
 * it should be done, and what sets it apart. What was imported as public counts as approved: somebody looked at it where it
 * came from.
 *
 * @param personId whose plugins are `is_own`: that person cannot decide about them
 * @param pluginId where one plugin alone is asked about, which is much less to read
 */
export const withWaiting = (personId: string, pluginId?: number): SQL => sql`
  with asked as (${ASKED}),
  known_plugins as (select distinct plugin_id from versions where first_approved_at is not null),
  known_authors as (select distinct uploaded_by from versions where first_approved_at is not null),
  facts as (
    select v.id, v.plugin_id, v.version, v.status, v.is_experimental, v.qgis_minimum, v.uploaded_via, v.new_critical_suppressions,
      p.package_name, p.name as plugin_name, coalesce(u.name, '') as uploader_name, coalesce(asked.requests, 0) as open_requests,
      case when v.status = 'validated' then 'ready' else 'needs-decision' end as list,
      case when v.status = 'validated' then ${WAITS_SINCE} end as ready_since,
      case when v.status = 'inconclusive' then ${WAITS_SINCE} end as inconclusive_since,
      case when v.status = 'approved' and v.effective_verdict in ('blocked', 'inconclusive')
        then coalesce(${BAD_SINCE}, v.status_changed_at) end as not_clean_since,
      asked.since as asked_since,
      v.first_approved_at is null and kp.plugin_id is null as is_new_plugin,
      v.first_approved_at is null and v.uploaded_by is not null and ka.uploaded_by is null as is_first_by_author,
      coalesce(v.uploaded_by = ${personId}::uuid, false)
        or exists (select 1 from plugin_editors e where e.plugin_id = v.plugin_id and e.user_id = ${personId}::uuid) as is_own
    from versions v
    join plugins p on p.id = v.plugin_id and p.deleted_at is null
    left join users u on u.id = v.uploaded_by
    left join scans s on s.id = v.current_scan_id
    left join asked on asked.version_id = v.id
    left join known_plugins kp on kp.plugin_id = v.plugin_id
    left join known_authors ka on ka.uploaded_by = v.uploaded_by
    where (v.status in ('validated', 'inconclusive')
      or (v.status = 'approved' and (v.effective_verdict in ('blocked', 'inconclusive') or asked.requests > 0))
      or (v.status = 'blocked' and asked.requests > 0))
      ${pluginId === undefined ? sql`` : sql`and v.plugin_id = ${pluginId}`}
  ),
  waiting as materialized (
    select *, least(ready_since, inconclusive_since, not_clean_since, asked_since) as since,
      least(ready_since + ${days(DUE_DAYS.ready)}, inconclusive_since + ${days(DUE_DAYS.inconclusive)},
        not_clean_since + ${days(DUE_DAYS.publicNotClean)}, asked_since + ${days(DUE_DAYS.acceptanceAsked)}) as due_at
    from facts
  )`;

/**
 * Only numbers as QGIS Desktop orders them say which version is newer, so that is not SQL's to decide.
 *
 * @param waiting as `withWaiting` has it
 */
export async function findOlder(db: Executor, waiting: SQL): Promise<Map<number, NewerVersion>> {
  const { rows } = await db.execute<{ id: number; pluginId: number; version: string; isExperimental: boolean; qgisMinimum: number }>(
    sql`${waiting}
    select id, plugin_id as "pluginId", version, is_experimental as "isExperimental", qgis_minimum as "qgisMinimum" from (
      select w.*, count(*) over (partition by w.plugin_id) as siblings from waiting w where w.status <> 'approved') w
    where siblings > 1`,
  );
  return findOlderInStream(rows);
}

/** How many requests a version waits with, and which newer one waits too; null when it waits for nobody. */
export async function getWaiting(
  db: Executor,
  personId: string,
  { id, pluginId }: { id: number; pluginId: number },
): Promise<{ openRequests: number; newer: NewerVersion | null } | null> {
  const waiting = withWaiting(personId, pluginId);
  const { rows } = await db.execute<{ openRequests: number }>(
    sql`${waiting} select open_requests as "openRequests" from waiting where id = ${id}`,
  );
  const [row] = rows;
  if (!row) return null;
  const older = await findOlder(db, waiting);
  return { openRequests: row.openRequests, newer: older.get(id) ?? null };
}
