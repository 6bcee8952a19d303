import type { SourceVersion } from "../import-versions";
import type { RecordedFacts } from "../version-facts";
import { type FeedEntry, plainText } from "./feed-reader";
import type { ListedPlugin, PluginPage } from "./listing";
import type { PublicSource } from "./source";

type PageVersion = PluginPage["versions"][number];

/** A version as the listing has it, without the person behind the name yet. */
export interface ListedVersion extends Omit<SourceVersion, "uploadedBy"> {
  uploaderName: string;
}

export function dateOf(text: string | undefined): Date {
  const date = new Date((text ?? "").trim());
  return Number.isNaN(date.getTime()) ? new Date() : date;
}

export const numberOf = (text: string | undefined): number => {
  const number = Number((text ?? "").trim());
  return Number.isFinite(number) && number > 0 ? Math.min(number, 2_000_000_000) : 0;
};

const isTrue = (text: string | undefined): boolean => (text ?? "").trim().toLowerCase() === "true";

/** Every version that the plugin's page or a feed lists; the page has older ones too. */
export function listedVersions(source: PublicSource, plugin: ListedPlugin, page: PluginPage | null): ListedVersion[] {
  const ofPage = new Map((page?.versions ?? []).map((version) => [version.version, version]));
  const numbers = new Set([...ofPage.keys(), ...plugin.entries.keys()]);
  return [...numbers].map((version) => {
    const [entry, there] = [plugin.entries.get(version), ofPage.get(version)];
    return {
      id: null,
      recorded: recordedFacts(plugin, version, entry, there),
      uploaderName: there?.uploaded_by || plainText(entry?.texts.uploaded_by),
      uploadedAt: dateOf(there?.upload_datetime ?? entry?.texts.update_date),
      isPublicThere: true,
      requestedSkips: [],
      open: () => source.zip(plugin.packageName, version),
    };
  });
}

function recordedFacts(plugin: ListedPlugin, version: string, entry: FeedEntry | undefined, there: PageVersion | undefined): RecordedFacts {
  // What a feed says of the plugin it says with each of its versions.
  const { texts } = entry ?? plugin.entry;
  const of = (element: string) => plainText(texts[element]);
  return {
    name: plugin.entry.name,
    version,
    description: of("description"),
    about: of("about"),
    author: of("author_name"),
    email: "",
    homepage: of("homepage"),
    tracker: of("tracker"),
    repository: of("repository"),
    tags: of("tags")
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    changelog: entry ? of("changelog") : "",
    externalDeps: entry ? of("external_dependencies") : "",
    qgisMinimum: there?.qgis_min || plainText(entry?.texts.qgis_minimum_version),
    qgisMaximum: there?.qgis_max || plainText(entry?.texts.qgis_maximum_version),
    isExperimental: there?.experimental ?? isTrue(entry?.texts.experimental),
    isDeprecated: isTrue(texts.deprecated),
    isServer: isTrue(texts.server),
    downloads: there?.downloads ?? 0,
  };
}

export const isTrusted = (entry: FeedEntry | undefined): boolean => isTrue(entry?.texts.trusted);
