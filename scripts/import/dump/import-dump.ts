import { importFeedback } from "@/db/commands/import-feedback";
import { importPeople } from "@/db/commands/import-people";
import { type ImportedPlugin, importPlugin, reserveIds } from "@/db/commands/import-plugin";
import type { ImportContext } from "../context";
import { importVersions, type SourceVersion } from "../import-versions";
import { openBelow } from "../store-file";
import type { DumpDatabase } from "./dump-database";
import type { PluginRow, VersionRow } from "./dump-rows";
import { accountKey, mapPerson } from "./map-people";
import { mapSkips, recordedFacts } from "./map-plugin";

type People = ReadonlyMap<string, string>;

/**
 * Brings everything of a restored dump in: people, plugins, versions with their files, feedback. Each step asks what is
 * here already, so it can be ended at any moment and run again; a second whole run changes nothing.
 */
export async function importDump(context: ImportContext, dump: DumpDatabase, media: string): Promise<void> {
  await context.db.transaction(async (tx) => reserveIds(tx, await dump.highestIds()));
  const people = await importAccounts(context, dump);
  const total = await dump.count("plugins_plugin");
  let done = 0;
  for await (const rows of dump.plugins()) {
    for (const row of rows) {
      if (context.signal.aborted) return;
      await importOnePlugin(context, dump, { row, people, media });
      done += 1;
      context.onProgress({ done, total });
    }
  }
  await importAllFeedback(context, dump, people);
}

async function importAccounts({ db, report }: ImportContext, dump: DumpDatabase): Promise<People> {
  const people = new Map<string, string>();
  for await (const rows of dump.accounts()) {
    const mapped = rows.map(mapPerson);
    for (const [index, { note }] of mapped.entries()) if (note) report.note(`account ${rows[index]?.username}`, note);
    for (const [key, userId] of await importPeople(
      db,
      mapped.map((one) => one.person),
    ))
      people.set(key, userId);
  }
  report.count("people", people.size);
  return people;
}

interface OnePlugin {
  row: PluginRow;
  people: People;
  media: string;
}

async function importOnePlugin(context: ImportContext, dump: DumpDatabase, { row, people, media }: OnePlugin): Promise<void> {
  const imported = await context.db.transaction((tx) => importPlugin(tx, toPlugin(row, people)));
  if (imported.outcome === "refused") {
    context.report.count("plugins not imported");
    return context.report.note(row.package_name, `${imported.why}: not imported`);
  }
  context.report.count(imported.outcome === "added" ? "plugins imported" : "plugins that were here");
  for (const note of imported.notes) context.report.note(row.package_name, note);
  const versions = (await dump.versionsOf(row.id)).map((version) => toVersion(row, version, { people, media }));
  await importVersions(context, { id: imported.pluginId, packageName: row.package_name }, versions);
}

function toPlugin(row: PluginRow, people: People): ImportedPlugin {
  const owner = people.get(accountKey(row.created_by_id));
  const others = row.owners.flatMap((id) => people.get(accountKey(id)) ?? []).filter((userId) => userId !== owner);
  return {
    id: row.id,
    packageName: row.package_name,
    name: row.name,
    createdAt: row.created_on,
    deletedAt: row.is_deleted ? (row.deleted_on ?? new Date()) : null,
    from: "dump",
    downloads: row.downloads,
    ratingVotes: row.rating_votes,
    ratingSum: row.rating_score,
    // The site's "maintainer" is a name that it shows: who may edit are its creator and its owners.
    editors: [
      ...(owner ? [{ userId: owner, role: "owner" as const }] : []),
      ...[...new Set(others)].map((userId) => ({ userId, role: "collaborator" as const })),
    ],
  };
}

function toVersion(plugin: PluginRow, row: VersionRow, { people, media }: Omit<OnePlugin, "row">): SourceVersion {
  return {
    id: row.id,
    recorded: recordedFacts(plugin, row),
    uploadedBy: row.created_by_id ? (people.get(accountKey(row.created_by_id)) ?? null) : null,
    uploadedAt: row.created_on,
    isPublicThere: row.approved,
    requestedSkips: mapSkips(row.skips),
    open: () => openBelow(media, row.package),
  };
}

async function importAllFeedback({ db, report }: ImportContext, dump: DumpDatabase, people: People): Promise<void> {
  for await (const rows of dump.feedback()) {
    const feedback = rows.map((row) => ({
      id: row.id,
      versionId: row.version_id,
      authorId: people.get(accountKey(row.reviewer_id)) ?? null,
      text: row.task.replaceAll("\0", ""),
      createdAt: row.created_on,
      completedAt: row.is_completed ? (row.completed_on ?? row.created_on) : null,
    }));
    report.count("remarks of reviewers imported", await db.transaction((tx) => importFeedback(tx, feedback)));
  }
}
