import { importPeople } from "@/db/commands/import-people";
import { importPlugin, reserveIds } from "@/db/commands/import-plugin";
import type { ImportContext } from "../context";
import { importVersions } from "../import-versions";
import { dateOf, isTrusted, type ListedVersion, listedVersions, numberOf } from "./listed-versions";
import { ASKED_QGIS, type ListedPlugin, readListing, readPage } from "./listing";
import type { PublicSource } from "./source";
import { withdrawVanished } from "./withdraw-vanished";

export interface PublicImportOptions {
  /** QGIS versions whose feeds are read; null: all that were released. */
  qgis: readonly string[] | null;
  acceptsVanished: boolean;
}

/** What the source lists of a plugin: `complete` when every public version is named. */
export interface Offer {
  versions: ReadonlySet<string>;
  isComplete: boolean;
}

/**
 * Follows what a repository offers to everybody. People are known by their user names there, so nobody can sign in as
 * one of them; a dump brings their addresses later. Run again, it brings what is new and withdraws what vanished.
 */
export async function importPublic(context: ImportContext, source: PublicSource, options: PublicImportOptions): Promise<void> {
  const listing = await readListing(source, options.qgis ?? ASKED_QGIS, context.report);
  const highest = Math.max(0, ...[...listing.values()].map((plugin) => plugin.pluginId));
  await context.db.transaction((tx) => reserveIds(tx, { plugin: highest, version: 0, feedback: 0 }));
  const offers = new Map<string, Offer>();
  let done = 0;
  for (const plugin of listing.values()) {
    if (context.signal.aborted) return;
    const offer = await importListed(context, source, plugin);
    offers.set(plugin.packageName, offer);
    done += 1;
    context.onProgress({ done, total: listing.size });
  }
  await withdrawVanished(context, offers, options.acceptsVanished);
}

async function importListed(context: ImportContext, source: PublicSource, plugin: ListedPlugin): Promise<Offer> {
  const page = await readPage(source, plugin.packageName).catch((cause: Error) => {
    context.report.note(plugin.packageName, `${cause.message}: only what the feeds list is imported`);
    return null;
  });
  const versions = listedVersions(source, plugin, page);
  const offer = { versions: new Set(versions.map((one) => one.recorded.version)), isComplete: page !== null };
  const people = await importNames(context, plugin, versions);
  const owner = people.get(nameKey(versions[0]?.uploaderName ?? ""));
  const { texts } = plugin.entry;
  const ratingVotes = Math.round(numberOf(texts.rating_votes));
  const imported = await context.db.transaction((tx) =>
    importPlugin(tx, {
      id: plugin.pluginId,
      packageName: plugin.packageName,
      name: plugin.entry.name,
      createdAt: dateOf(texts.create_date),
      deletedAt: null,
      from: "public",
      downloads: Math.round(numberOf(texts.downloads)),
      ratingVotes,
      ratingSum: Math.round(numberOf(texts.average_vote) * ratingVotes),
      editors: owner ? [{ userId: owner, role: "owner" }] : [],
    }),
  );
  if (imported.outcome === "refused") {
    context.report.count("plugins not imported");
    context.report.note(plugin.packageName, `${imported.why}: not imported`);
    return offer;
  }
  context.report.count(imported.outcome === "added" ? "plugins imported" : "plugins that were here");
  for (const note of imported.notes) context.report.note(plugin.packageName, note);
  const withPeople = versions.map((one) => ({ ...one, uploadedBy: people.get(nameKey(one.uploaderName)) ?? null }));
  await importVersions(context, { id: imported.pluginId, packageName: plugin.packageName }, withPeople);
  return offer;
}

const nameKey = (name: string): string => `name:${name}`;

/** Accounts that stand for the user names of uploaders, without an address. */
async function importNames({ db }: ImportContext, plugin: ListedPlugin, versions: readonly ListedVersion[]): Promise<Map<string, string>> {
  const trusted = new Map(versions.map((one) => [one.uploaderName, isTrusted(plugin.entries.get(one.recorded.version))]));
  trusted.delete("");
  const people = [...trusted].map(([name, isTrustedThere]) => ({
    ...{ sourceKey: nameKey(name), name, email: null, isTrusted: isTrustedThere },
    ...{ role: "user" as const, isSuspended: false, createdAt: null },
  }));
  return importPeople(db, people);
}
