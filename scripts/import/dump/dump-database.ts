import pg from "pg";
import type { z } from "zod";
import { accountRow, feedbackRow, pluginRow, versionRow } from "./dump-rows";

/** Tables that today's site has in any case. The others came later: without one, what it holds is not there to import. */
const NEEDED = ["auth_user", "plugins_plugin", "plugins_pluginversion", "plugins_plugin_owners"] as const;
const OPTIONAL = [
  "auth_permission",
  "auth_user_groups",
  "django_content_type",
  "taggit_taggeditem",
  "plugins_pluginversionfeedback",
  "plugins_pluginversionsecurityruleskip",
] as const;
const ROWS = 200;

export type DumpDatabase = Awaited<ReturnType<typeof openDump>>;

/**
 * The restored database of today's site (Django; tables as in qgis/QGIS-Plugins-Website). Only read, in steps of some
 * hundred rows.
 * @throws Error in plain words when it is not such a database
 */
export async function openDump(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: "-c default_transaction_read_only=on" });
  pool.on("error", () => undefined);
  const has = await findTables(pool).catch(async (cause: Error) => {
    await pool.end();
    throw new Error(`The dump's database cannot be used: ${cause.message}`);
  });
  const query = async <T extends z.ZodType>(row: T, from: string, values: unknown[]): Promise<z.output<T>[]> => {
    const { rows } = await pool.query<{ row: unknown }>(from, values);
    return rows.map((one) => parseRow(row, one.row));
  };
  return {
    close: () => pool.end(),
    highestIds: () => highestIds(pool, has),
    count: async (table: (typeof NEEDED)[number]) => Number((await pool.query(`select count(*) from ${table}`)).rows[0]?.count),
    accounts: () => pages((after) => query(accountRow, accountsQuery(has), [after, ROWS])),
    plugins: () => pages((after) => query(pluginRow, pluginsQuery(has), [after, ROWS])),
    versionsOf: (pluginId: number) => query(versionRow, versionsQuery(has), [pluginId]),
    feedback: () => pages(async (after) => (has("plugins_pluginversionfeedback") ? query(feedbackRow, FEEDBACK_QUERY, [after, ROWS]) : [])),
    raw: <T extends pg.QueryResultRow>(text: string, values: unknown[]) => pool.query<T>(text, values).then((result) => result.rows),
  };
}

type Has = (table: (typeof OPTIONAL)[number]) => boolean;

async function findTables(pool: pg.Pool): Promise<Has> {
  const { rows } = await pool.query<{ name: string }>(
    "select t as name from unnest($1::text[]) t where to_regclass(quote_ident(t)) is not null",
    [[...NEEDED, ...OPTIONAL]],
  );
  const found = new Set(rows.map((row) => row.name));
  const missing = NEEDED.filter((table) => !found.has(table));
  if (missing.length > 0) throw new Error(`it has no table ${missing.join(", ")}; is the dump restored into it?`);
  return (table) => found.has(table);
}

function parseRow<T extends z.ZodType>(schema: T, row: unknown): z.output<T> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const id = (row as { id?: number }).id;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`A row of the dump (id ${id}) is not as expected: ${issues.join("; ")}`);
}

/** Steps through a table by its ids. */
async function* pages<T extends { id: number }>(read: (after: number) => Promise<T[]>): AsyncGenerator<T[]> {
  for (let after = -1; ; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.id;
  }
}

/** The permission to approve, given to the person or to a group of theirs. */
const CAN_APPROVE = `exists (select 1 from auth_permission p join django_content_type c on c.id = p.content_type_id
  where p.codename = 'can_approve' and c.app_label = 'plugins' and (
    exists (select 1 from auth_user_user_permissions up where up.permission_id = p.id and up.user_id = u.id)
    or exists (select 1 from auth_group_permissions gp join auth_user_groups ug on ug.group_id = gp.group_id
      where gp.permission_id = p.id and ug.user_id = u.id)))`;

const accountsQuery = (has: Has) => {
  const hasPermissions = has("auth_permission") && has("django_content_type") && has("auth_user_groups");
  return `select to_jsonb(u) || jsonb_build_object('can_approve', ${hasPermissions ? CAN_APPROVE : "false"}, 'same_address',
      (select count(*) from auth_user o where lower(trim(o.email)) = lower(trim(u.email)))) as row
    from auth_user u where u.id > $1 order by u.id limit $2`;
};

const TAGS = `coalesce((select jsonb_agg(t.name order by i.id) from taggit_taggeditem i
  join taggit_tag t on t.id = i.tag_id join django_content_type c on c.id = i.content_type_id
  where c.app_label = 'plugins' and c.model = 'plugin' and i.object_id = p.id), '[]')`;

const pluginsQuery = (has: Has) => `select to_jsonb(p) || jsonb_build_object(
    'owners', coalesce((select jsonb_agg(o.user_id order by o.id) from plugins_plugin_owners o where o.plugin_id = p.id), '[]'),
    'tags', ${has("taggit_taggeditem") && has("django_content_type") ? TAGS : "'[]'::jsonb"}) as row
  from plugins_plugin p where p.id > $1 order by p.id limit $2`;

const SKIPS = `coalesce((select jsonb_agg(r.check_code order by r.check_code) from plugins_pluginversionsecurityruleskip s
  join plugins_securityrule r on r.id = s.security_rule_id where s.plugin_version_id = v.id), '[]')`;

const versionsQuery = (has: Has) => `select to_jsonb(v) || jsonb_build_object(
    'skips', ${has("plugins_pluginversionsecurityruleskip") ? SKIPS : "'[]'::jsonb"}) as row
  from plugins_pluginversion v where v.plugin_id = $1 order by v.id`;

const FEEDBACK_QUERY = "select to_jsonb(f) as row from plugins_pluginversionfeedback f where f.id > $1 order by f.id limit $2";

async function highestIds(pool: pg.Pool, has: Has): Promise<{ plugin: number; version: number; feedback: number }> {
  const highest = async (table: string) => Number((await pool.query(`select coalesce(max(id), 0) as id from ${table}`)).rows[0]?.id);
  return {
    plugin: await highest("plugins_plugin"),
    version: await highest("plugins_pluginversion"),
    feedback: has("plugins_pluginversionfeedback") ? await highest("plugins_pluginversionfeedback") : 0,
  };
}
