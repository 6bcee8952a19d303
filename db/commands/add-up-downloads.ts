import { sql } from "drizzle-orm";
import type { Db } from "../context";

/** How long it may take until somebody finds out what a version did. */
const DAYS_KEPT = 365;

/**
 * Turns the downloads of days that are over into numbers per version and day, and forgets their addresses. The day before is
 * left alone: a web process whose clock is late may still write to it. Sums stay the same at every moment.
 *
 * @returns how many rows were added up
 */
export async function addUpDownloads(db: Db): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`
    with gone as (
      delete from downloads where day < to_char((now() at time zone 'utc') - interval '1 day', 'YYYY-MM-DD') returning version_id, day
    ), forgotten as (
      delete from download_days where day < (now() at time zone 'utc')::date - ${DAYS_KEPT}::int
    ), days as (
      insert into download_days as known (version_id, day, downloads)
      select version_id, day::date, count(*)::int from gone group by version_id, day order by version_id, day
      on conflict (version_id, day) do update set downloads = known.downloads + excluded.downloads
    ), added as (
      insert into download_totals as total (version_id, downloads)
      select version_id, count(*)::int from gone group by version_id order by version_id
      on conflict (version_id) do update set downloads = total.downloads + excluded.downloads
    )
    select count(*)::int as count from gone`);
  return rows[0]?.count ?? 0;
}
