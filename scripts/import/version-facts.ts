import type { ImportedFacts } from "@/db/queries/imports";
import { parseQgisVersion, qgisOrdinal } from "@/lib/domain/qgis-version";
import type { PluginMetadata } from "@/scanners/archive/types";

/** What the other repository's own records say of a version and its plugin. */
export interface RecordedFacts {
  name: string;
  version: string;
  description: string;
  about: string;
  author: string;
  email: string;
  homepage: string;
  tracker: string;
  repository: string;
  tags: string[];
  changelog: string;
  externalDeps: string;
  qgisMinimum: string;
  qgisMaximum: string;
  isExperimental: boolean;
  isDeprecated: boolean;
  isServer: boolean;
  downloads: number;
}

/** A range that no QGIS ever asks for. */
const NOWHERE = { qgisMinimum: 0, qgisMaximum: 0 };

/** A range upside down, or one that is no number, is listed for no QGIS; there as here. */
function rangeOf(recorded: RecordedFacts): { qgisMinimum: number; qgisMaximum: number } {
  const [minimum, maximum] = [parseQgisVersion(recorded.qgisMinimum), parseQgisVersion(recorded.qgisMaximum)];
  if (!minimum || !maximum) return NOWHERE;
  const range = { qgisMinimum: qgisOrdinal(minimum), qgisMaximum: qgisOrdinal(maximum) };
  return range.qgisMinimum <= range.qgisMaximum ? range : NOWHERE;
}

export function importedFacts(recorded: RecordedFacts): ImportedFacts {
  return {
    name: recorded.name,
    author: recorded.author,
    tags: recorded.tags,
    deprecated: recorded.isDeprecated,
    server: recorded.isServer,
    isExperimental: recorded.isExperimental,
    ...rangeOf(recorded),
    downloads: recorded.downloads,
  };
}

/**
 * The metadata of an imported version: what its own file says, and over it what that repository's records decide there:
 * under which name and number, to which QGIS and in which channel it is offered, and how its plugin is classed. Where the
 * file says nothing the records speak.
 */
export function importedMetadata(recorded: RecordedFacts, ownFile: PluginMetadata | null): PluginMetadata {
  const text = (own: string | undefined, there: string) => own || there;
  const optional = (own: string | undefined, there: string) => own || there || undefined;
  const metadata: PluginMetadata = {
    name: recorded.name,
    version: recorded.version,
    qgisMinimumVersion: recorded.qgisMinimum,
    qgisMaximumVersion: recorded.qgisMaximum,
    author: recorded.author,
    tags: recorded.tags,
    experimental: recorded.isExperimental,
    deprecated: recorded.isDeprecated,
    server: recorded.isServer,
    description: text(ownFile?.description, recorded.description),
    about: text(ownFile?.about, recorded.about),
    email: text(ownFile?.email, recorded.email),
    tracker: text(ownFile?.tracker, recorded.tracker),
    repository: text(ownFile?.repository, recorded.repository),
    hasProcessingProvider: ownFile?.hasProcessingProvider ?? false,
    supportsQt6: ownFile?.supportsQt6 ?? false,
    pluginDependencies: ownFile?.pluginDependencies ?? [],
    extra: ownFile?.extra ?? {},
  };
  const optionals = {
    homepage: optional(ownFile?.homepage, recorded.homepage),
    changelog: optional(recorded.changelog, ownFile?.changelog ?? ""),
    externalDeps: optional(ownFile?.externalDeps, recorded.externalDeps),
    category: ownFile?.category,
    icon: ownFile?.icon,
  };
  return withoutNul({ ...metadata, ...Object.fromEntries(Object.entries(optionals).filter(([, value]) => value !== undefined)) });
}

/** PostgreSQL holds no NUL character; old files have them. */
function withoutNul(metadata: PluginMetadata): PluginMetadata {
  const extra = Object.fromEntries(Object.entries(metadata.extra).filter(([key]) => !key.includes("\0")));
  const clean = (_key: string, value: unknown) => (typeof value === "string" ? value.replaceAll("\0", "") : value);
  return JSON.parse(JSON.stringify({ ...metadata, extra }), clean) as PluginMetadata;
}

export function differ(a: ImportedFacts, b: ImportedFacts): boolean {
  const key = (facts: ImportedFacts) => JSON.stringify(Object.entries(facts).sort(([x], [y]) => (x < y ? -1 : 1)));
  return key(a) !== key(b);
}
