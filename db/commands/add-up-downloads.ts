import { sql } from "drizzle-orm";
import type { Db } from "../context";

/**
 * Turns the downloads of days that are over into one number per version and forgets their addresses. The day before is
 * left alone: a web process whose clock is late may still write to it. Sums stay the same at every moment.
 *
 * @returns how many rows were added up
 */
export async function addUpDownloads(db: Db): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`
    with gone as (
      delete from downloads where day < to_char((now() at time zone 'utc') - interval '1 day', 'YYYY-MM-DD') returning version_id
    ), added as (
      insert into download_totals as total (version_id, downloads)
      select version_id, count(*)::int from gone group by version_id order by version_id
      on conflict (version_id) do update set downloads = total.downloads + excluded.downloads
    )
    select count(*)::int as count from gone`);
  return rows[0]?.count ?? 0;
}
