import { z } from "zod";
import type { Report } from "../report";
import { type FeedEntry, readFeed } from "./feed-reader";
import type { PublicSource } from "./source";

/** Minor versions of QGIS that were released, and the ends of each major line: who asks with all of them sees every plugin. */
export const ASKED_QGIS: readonly string[] = [
  "1.8",
  ...[0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 99].map((minor) => `2.${minor}`),
  ...Array.from({ length: 23 }, (_, index) => `3.${index * 2}`),
  "3.99",
  ...[0, 2, 4, 99].map((minor) => `4.${minor}`),
];

export interface ListedPlugin {
  packageName: string;
  pluginId: number;
  /** The newest entry that a feed has of it. */
  entry: FeedEntry;
  entries: Map<string, FeedEntry>;
}

/** Everything that the feeds list, each plugin once. Held in memory: some thousand entries of a few KB. */
export async function readListing(source: PublicSource, qgis: readonly string[], report: Report): Promise<Map<string, ListedPlugin>> {
  const plugins = new Map<string, ListedPlugin>();
  for await (const { label, stream } of source.feeds(qgis)) {
    await readFeed(stream, label, (entry) => {
      const known = plugins.get(entry.packageName);
      if (known && known.pluginId !== entry.pluginId)
        return report.note(entry.packageName, `is listed with the ids ${known.pluginId} and ${entry.pluginId}; the second is left out`);
      const plugin = known ?? { packageName: entry.packageName, pluginId: entry.pluginId, entry, entries: new Map<string, FeedEntry>() };
      if (!plugin.entries.has(entry.version)) plugin.entries.set(entry.version, entry);
      plugins.set(entry.packageName, plugin);
    });
    report.count("feeds read");
  }
  return plugins;
}

const text = z
  .string()
  .max(1_000_000)
  .nullish()
  .transform((value) => value ?? "");

/** The JSON beside a plugin's page, as today's site has it: all its public versions. */
const pluginPage = z.object({
  package_name: z.string(),
  versions: z
    .array(
      z.object({
        version: z.string().min(1).max(64),
        experimental: z.boolean(),
        qgis_min: text,
        qgis_max: text,
        downloads: z.number().int().min(0).default(0),
        uploaded_by: text,
        upload_datetime: z.string(),
      }),
    )
    .max(5_000),
});
export type PluginPage = z.output<typeof pluginPage>;

/**
 * @returns null when the source has no such page
 * @throws Error when it cannot be read or is another plugin's
 */
export async function readPage(source: PublicSource, packageName: string): Promise<PluginPage | null> {
  const page = await source.page(packageName);
  if (page === null) return null;
  const parsed = pluginPage.safeParse(page);
  if (!parsed.success || parsed.data.package_name !== packageName) throw new Error("its JSON page is not one of this plugin's versions");
  return parsed.data;
}
