import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { between, oneOf, type Random, seededRandom } from "../../throw-away/random";
import { refusedZip, versionZip } from "./site-packages";
import { APPROVERS_GROUP, accountRows, type Row } from "./site-people";
import { pluginRows, type SitePlugin, type VersionRow, versionRow } from "./site-plugins";
import { SITE_SCHEMA } from "./site-schema";

export interface SiteSize {
  plugins: number;
  versions: number;
  /** Packages of several megabytes among them. */
  largePackages: number;
}

/** Plugins whose rows are written at once. */
const BATCH = 100;
/** One archive in so many is one that our reader refuses. */
const REFUSED_ONE_IN = 200;

/**
 * Fills an empty database and a folder as today's site would have left them: accounts of every kind, plugins in every
 * state, versions for all QGIS lines. The same size gives the same content at any time.
 */
export async function buildSite(databaseUrl: string, media: string, size: SiteSize): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(SITE_SCHEMA);
    await fill(client, media, size);
    for (const table of ["auth_user", "plugins_plugin", "plugins_pluginversion"])
      await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
    await client.query("analyze");
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, media: string, size: SiteSize): Promise<void> {
  const random = seededRandom(size.versions);
  const users = Math.max(12, Math.ceil(size.plugins / 3));
  await insert(client, "auth_user", accountRows(users));
  await insertPermissions(client);
  await insert(
    client,
    "taggit_tag",
    ["raster", "vector", "3d", "öffentlich"].map((name, index) => ({ id: index + 1, name, slug: `tag-${index + 1}` })),
  );
  await insertRules(client);
  const packages = { made: 0, largeEvery: size.largePackages > 0 ? Math.ceil(size.versions / size.largePackages) : 0 };
  await mkdir(join(media, "packages", "2024"), { recursive: true });
  for (let start = 0; start < size.plugins; start += BATCH) {
    const plugins = Array.from({ length: Math.min(BATCH, size.plugins - start) }, (_, index) => start + index + 1);
    await insertPlugins(client, media, { random, plugins, size, users, packages });
  }
}

interface Filling {
  random: Random;
  plugins: number[];
  size: SiteSize;
  users: number;
  packages: { made: number; largeEvery: number };
}

async function insertPlugins(client: pg.Client, media: string, filling: Filling): Promise<void> {
  const { random, size, packages } = filling;
  const sites = filling.plugins.map((id) => pluginRows(random, id, filling.users));
  await insert(
    client,
    "plugins_plugin",
    sites.map((site) => site.plugin),
  );
  await insert(
    client,
    "plugins_plugin_owners",
    sites.flatMap((site) => site.owners),
  );
  await insert(
    client,
    "taggit_taggeditem",
    sites.flatMap((site) => site.tags),
  );
  const versions: VersionRow[] = [];
  for (const site of sites) {
    // Spread evenly: the versions of all plugins add up to what was asked for.
    const before = Math.floor(((site.id - 1) * size.versions) / size.plugins);
    const count = Math.floor((site.id * size.versions) / size.plugins) - before;
    for (let index = 0; index < count; index += 1) {
      const row = versionRow(random, site, { id: before + index + 1, index });
      await writeFile(join(media, String(row.package)), packageFor(random, site, row, packages));
      versions.push(row);
    }
  }
  await insert(client, "plugins_pluginversion", versions);
  await insert(client, "plugins_pluginversionfeedback", versions.filter((row) => Number(row.id) % 23 === 0).map(feedbackRow));
  await insert(client, "plugins_pluginversionsecurityruleskip", versions.filter((row) => Number(row.id) % 17 === 0).map(skipRow));
}

function packageFor(random: Random, site: SitePlugin, row: VersionRow, packages: Filling["packages"]): Uint8Array {
  packages.made += 1;
  if (packages.made % REFUSED_ONE_IN === 7) return refusedZip(site, row);
  const isLarge = packages.largeEvery > 0 && packages.made % packages.largeEvery === 0;
  return versionZip(site, row, isLarge ? between(random, 5_000_000, 15_000_000) : between(random, 2_000, 20_000));
}

async function insertPermissions(client: pg.Client): Promise<void> {
  await insert(client, "django_content_type", [
    { id: 1, app_label: "plugins", model: "plugin" },
    { id: 2, app_label: "other", model: "plugin" },
  ]);
  await insert(client, "auth_permission", [
    { id: 1, name: "Can approve plugins versions", content_type_id: 1, codename: "can_approve" },
    { id: 2, name: "Can add plugin", content_type_id: 1, codename: "add_plugin" },
    // The same word of another application gives no right here.
    { id: 3, name: "Can approve something else", content_type_id: 2, codename: "can_approve" },
  ]);
  await insert(client, "auth_group", [{ id: 1, name: "Trusted authors" }]);
  await insert(client, "auth_group_permissions", [{ id: 1, group_id: 1, permission_id: 1 }]);
  await insert(client, "auth_user_groups", [{ id: 1, user_id: APPROVERS_GROUP.inGroup, group_id: 1 }]);
  await insert(client, "auth_user_user_permissions", [
    { id: 1, user_id: APPROVERS_GROUP.direct, permission_id: 1 },
    { id: 2, user_id: APPROVERS_GROUP.otherApplication, permission_id: 3 },
    { id: 3, user_id: APPROVERS_GROUP.sharedAddress, permission_id: 1 },
  ]);
}

async function insertRules(client: pg.Client): Promise<void> {
  const rules = ["B101", "E501", "FILE_SUSPICIOUS", "B109"].map((check_code, index) => ({
    ...{ id: index + 1, check_category: "bandit", check_code, check_name: check_code, check_description: "", severity: "warning" },
    ...{ enabled: true, can_be_skipped: true, created_on: "2026-01-01T00:00:00Z", updated_on: "2026-01-01T00:00:00Z" },
  }));
  await insert(client, "plugins_securityrule", rules);
}

const feedbackRow = (version: VersionRow): Row => ({
  id: version.id,
  task: `Please say in the docs what version ${version.id} needs.`,
  created_on: version.created_on,
  modified_on: null,
  completed_on: Number(version.id) % 2 ? version.created_on : null,
  is_completed: Number(version.id) % 2 === 1,
  reviewer_id: 2,
  version_id: version.id,
});

const skipRow = (version: VersionRow): Row => ({
  ...{ id: version.id, skipped_on: version.created_on, reason: "", plugin_version_id: version.id, skipped_by_id: version.created_by_id },
  security_rule_id: oneOf(() => (Number(version.id) % 4) / 4, [1, 2, 3, 4]),
});

async function insert(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)]);
}
