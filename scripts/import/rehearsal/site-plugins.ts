import { between, oneOf, type Random } from "../../throw-away/random";
import { storedPluginVersion, storedQgisVersion } from "../dump/stored-version";
import type { Row } from "./site-people";

/** A row with the columns that others refer to. */
export type VersionRow = Row & { id: number; created_on: string; created_by_id: number; written: string };

export interface SitePlugin {
  id: number;
  creator: number;
  packageName: string;
  name: string;
  plugin: Row;
  owners: Row[];
  tags: Row[];
}

/** Content type of a plugin's tags. */
const PLUGIN_TYPE = 1;

/** Ranges of QGIS versions as they really occur, with one upside down, which no QGIS is ever offered. */
const RANGES: readonly (readonly [string, string])[] = [
  ["2.0", "2.99"],
  ["2.14", "3.99"],
  ["3.0", "3.99"],
  ["3.0.1", "3.98"],
  ["3.4.2", "3.4.99"],
  ["3.22", "4.99"],
  ["3.40", "3.99"],
  ["3", "3.99"],
  ["4.0", "4.99"],
  ["3.99", "3.0"],
];

const at = (day: number): string => new Date(Date.UTC(2013, 0, 1 + day, day % 24)).toISOString();

export function pluginRows(random: Random, id: number, users: number): SitePlugin {
  const packageName = id % 50 === 0 ? `Odd-Plugin_${id}` : `plugin_${id}`;
  const name = id % 40 === 0 ? `Plugin <${id}> & "Söhne"` : `Plugin ${id}`;
  const creator = between(random, 1, users + 1);
  const second = between(random, 1, users + 1);
  const votes = between(random, 0, 40);
  const isDeleted = id % 97 === 96;
  const plugin: Row = {
    ...{ id, created_on: at(id), modified_on: at(id), author: `Author ${id % 300}`, email: `author${id}@example.org` },
    ...{ homepage: null, repository: `https://example.org/${packageName}`, tracker: `https://example.org/${packageName}/issues` },
    ...{ package_name: packageName, name, allow_update_name: false, description: `What plugin ${id} does`, about: null, icon: "" },
    ...{ downloads: id * 7, featured: false, deprecated: id % 31 === 0, server: id % 29 === 0 },
    ...{ is_deleted: isDeleted, deleted_on: isDeleted ? at(4000) : null },
    ...{ rating_votes: votes, rating_score: votes * 4, display_created_by: false, created_by_id: creator, maintainer_id: creator },
  };
  const owners = second === creator ? [] : [{ id, plugin_id: id, user_id: second }];
  const tags = [1, 2].map((tag) => ({ id: id * 2 + tag, object_id: id, content_type_id: PLUGIN_TYPE, tag_id: ((id + tag) % 4) + 1 }));
  return { id, creator, packageName, name, plugin, owners, tags };
}

/** As metadata.txt wrote it: some with a leading zero, which the site drops. */
const writtenVersion = (index: number): string =>
  index % 7 === 6 ? `1.0${index}` : index % 3 === 0 ? `1.${index}` : `1.${index}.${index % 5}`;

export function versionRow(random: Random, site: SitePlugin, { id, index }: { id: number; index: number }): VersionRow {
  const [minimum, maximum] = oneOf(random, RANGES);
  return {
    ...{ id, created_on: at(site.id + index * 30), downloads: id % 900 },
    ...{ min_qg_version: storedQgisVersion(minimum), max_qg_version: storedQgisVersion(maximum) },
    version: storedPluginVersion(writtenVersion(index)),
    // No column: what the package says.
    written: writtenVersion(index),
    changelog: index % 4 === 0 ? `Changes of ${index}` : null,
    package: `packages/2024/${site.packageName}_${id}.zip`,
    experimental: between(random, 0, 6) === 0,
    approved: between(random, 0, 12) > 0,
    ...{
      external_deps: null,
      is_from_token: false,
      validation_status: "validated",
      qt6_status: "not_run",
      qt6_logs: "",
      qt6_checked_on: null,
    },
    ...{ created_by_id: site.creator, plugin_id: site.id, token_id: null },
  };
}
