import { sql } from "drizzle-orm";
import { groupShared, isShared, MOST_COUNTED, type SharedCopy } from "@/lib/domain/shared-files";
import type { Executor } from "../context";

export interface SharedFiles {
  /** The copy that a shared file is part of, by its path. */
  copies: ReadonlyMap<string, SharedCopy>;
  /** In how many other public plugins each shared file is, by its path; `MOST_COUNTED` stands for that many or more. */
  others: ReadonlyMap<string, number>;
}

type CopyRow = { path: string; others: number[] | null };

/**
 * Which Python files of a scanned package are in plugins of enough other people too. Counted over what is public and newest of each plugin
 * alone, without those that an editor of this one edits.
 *
 * @param pluginId null for a dry run of a package that nobody has: nothing is left out then
 */
export async function getSharedFiles(
  db: Executor,
  { scanId, pluginId }: { scanId: string; pluginId: number | null },
): Promise<SharedFiles> {
  const { rows } = await db.execute<CopyRow>(sql`
    with mine as (
      select coalesce(array_agg(distinct their.plugin_id), '{}') as ids
      from plugin_editors own join plugin_editors their on their.user_id = own.user_id
      where own.plugin_id = ${pluginId}
    )
    select f.path, o.others
    from scans s
    cross join mine
    join artifact_sources a on a.artifact_sha256 = s.artifact_sha256
    cross join unnest(a.paths, a.content_hashes) as f(path, content_hash)
    left join lateral (
      select array_agg(c.plugin_id) as others
      from (
        select distinct c.plugin_id
        from source_copies c
        join versions v on v.id = c.version_id and v.status = 'approved'
        join plugins p on p.id = c.plugin_id and p.deleted_at is null
        where c.content_hash = f.content_hash and c.plugin_id is distinct from ${pluginId} and c.plugin_id <> all(mine.ids)
        order by c.plugin_id
        limit ${MOST_COUNTED}
      ) c
    ) o on true
    where s.id = ${scanId}`);
  const peopleOf = await listPeople(db, [...new Set(rows.flatMap((row) => row.others ?? []))]);
  const shared = rows.filter(({ others }) => others && isShared(others.map((id) => peopleOf.get(id) ?? [])));
  const others = new Map(shared.map((row) => [row.path, row.others?.length ?? 0]));
  const copies = groupShared(
    rows.map((row) => row.path),
    new Set(others.keys()),
  );
  return { copies, others };
}

/** A plugin that nobody edits any more stands for somebody of its own. */
async function listPeople(db: Executor, pluginIds: readonly number[]): Promise<ReadonlyMap<number, string[]>> {
  if (pluginIds.length === 0) return new Map();
  const { rows } = await db.execute<{ plugin_id: number; people: string[] }>(sql`
    select plugin_id, array_agg(user_id::text) as people from plugin_editors
    where plugin_id = any(${sql.param(pluginIds)}::int[]) group by plugin_id`);
  return new Map(rows.map((row) => [row.plugin_id, row.people]));
}
