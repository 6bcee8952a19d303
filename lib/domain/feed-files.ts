import { type FeedQuestion, stepOf } from "./feed-selection";
import type { QgisVersion } from "./qgis-version";

/**
 * The names under which the feed lies as files, so that a plain web server can answer with a fixed rule and without any
 * knowledge of what is public: for QGIS M.N the first that exists of `qgis-M.N.xml`, `qgis-M.xml` and `none.xml`; for none, or
 * something that is no version, `all.xml`. With `stable_only=1` the same with `-stable` before `.xml`.
 */
export const NO_PLUGINS = "none";
const ALL_PLUGINS = "all";
const STABLE = "-stable";

const PER_MAJOR = 10_000;
/** `qgis-M.N` exists for majors and minors up to these; nothing that QGIS is called comes near. */
const MAX_MAJOR = 99;
const MAX_MINOR = 199;

/** Where to look for an answer, best first; without the ending `.xml`. */
export function feedFilesFor(qgis: QgisVersion | null, isStableOnly: boolean): string[] {
  const suffix = isStableOnly ? STABLE : "";
  if (!qgis) return [`${ALL_PLUGINS}${suffix}`];
  return [`qgis-${qgis.major}.${qgis.minor}${suffix}`, `qgis-${qgis.major}${suffix}`, NO_PLUGINS];
}

/** Name and question of every file that may be needed; those with an empty answer may be left out for `none`. */
export function listFeedFiles(steps: readonly number[]): { name: string; question: FeedQuestion }[] {
  const asked: [name: string, qgis: number | null][] = [[ALL_PLUGINS, null]];
  for (let major = 0; major <= MAX_MAJOR; major += 1) {
    const first = major * PER_MAJOR;
    // From the last step within a major version on, all its minor ones share an answer.
    const last = stepOf(steps, first + PER_MAJOR - 1);
    for (let minor = 0; minor <= MAX_MINOR && first + minor < last; minor += 1) asked.push([`qgis-${major}.${minor}`, first + minor]);
    asked.push([`qgis-${major}`, first + PER_MAJOR - 1]);
  }
  return [false, true].flatMap((stableOnly) =>
    asked.map(([name, qgis]) => ({ name: stableOnly ? `${name}${STABLE}` : name, question: { qgis, stableOnly, packageName: null } })),
  );
}
