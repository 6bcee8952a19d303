import type { FeedLine } from "../compare-feeds";
import { sha256Of } from "../file-hash";
import { openBelow } from "../store-file";
import type { DumpDatabase } from "./dump-database";
import { askedRange, shownVersion } from "./stored-version";

interface Listed {
  plugin_id: number;
  package_name: string;
  name: string;
  version: string;
  package: string;
}

/**
 * What today's site offers to QGIS of a version: of each plugin and channel the approved version that sorts last among
 * those whose range fits, all compared as texts in the form in which they are stored. It goes on listing plugins that
 * are marked for deletion; here they are hidden at once, so they are left out.
 */
const LISTED = `select v.plugin_id, p.package_name, p.name, v.version, v.package from (
    select distinct on (plugin_id) * from plugins_pluginversion
    where approved and max_qg_version >= $1 and min_qg_version <= $2 and experimental = $3
    order by plugin_id, version desc) v
  join plugins_plugin p on p.id = v.plugin_id
  where coalesce((to_jsonb(p) ->> 'is_deleted')::boolean, false) = false
  order by v.plugin_id`;

/** @returns a function from QGIS version to the lines of the dump's feed, with the hashes of the media files */
export function dumpFeed(dump: DumpDatabase, media: string): (qgis: string) => Promise<FeedLine[]> {
  const hashes = new Map<string, Promise<string | null>>();
  const hashOf = (path: string) => {
    const known = hashes.get(path) ?? openBelow(media, path).then(sha256Of, () => null);
    hashes.set(path, known);
    return known;
  };
  return async (qgis) => {
    const { from, to } = askedRange(qgis);
    const lines: FeedLine[] = [];
    for (const isExperimental of [false, true]) {
      for (const row of await dump.raw<Listed & Record<string, unknown>>(LISTED, [from, to, isExperimental])) {
        const version = shownVersion(row.version);
        const fileName = `${row.package_name}.${version}.zip`;
        lines.push({ fileName, name: row.name, version, pluginId: row.plugin_id, sha256: await hashOf(row.package) });
      }
    }
    return lines;
  };
}
