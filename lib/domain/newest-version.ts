import { comparePluginVersions } from "./plugin-version";

/** The row with the highest version number as QGIS Desktop orders them, or null of none. */
export function newestVersion<T extends { version: string }>(rows: readonly T[]): T | null {
  let newest: T | null = null;
  for (const row of rows) if (!newest || comparePluginVersions(row.version, newest.version) > 0) newest = row;
  return newest;
}
