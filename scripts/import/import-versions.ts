import type { Readable } from "node:stream";
import { restoreVanishedVersion } from "@/db/commands/follow-vanished";
import { insertImportedVersion } from "@/db/commands/insert-imported-version";
import { refreshImportedVersion } from "@/db/commands/refresh-imported-version";
import { type HeldVersion, listHeldVersions, listTakenVersionIds } from "@/db/queries/imports";
import { limitConcurrency } from "@/lib/limit-concurrency";
import type { ImportContext } from "./context";
import { FileProblem, storePackage } from "./store-file";
import { differ, importedFacts, importedMetadata, type RecordedFacts } from "./version-facts";

/** A version as the other repository has it. */
export interface SourceVersion {
  id: number | null;
  recorded: RecordedFacts;
  uploadedBy: string | null;
  uploadedAt: Date;
  isPublicThere: boolean;
  requestedSkips: string[];
  /** @throws FileProblem */
  open(): Promise<Readable>;
}

type Insert = Parameters<typeof insertImportedVersion>[1];

/** Versions written by one transaction; a plugin with hundreds of them takes several. */
const BATCH = 25;
/** Files read ahead: one is written, one is inflated, one is fetched. */
const FILES_AT_ONCE = 3;

/** Brings the versions of one plugin in, as far as they are not here. What was uploaded here is left alone. */
export async function importVersions(context: ImportContext, plugin: { id: number; packageName: string }, list: readonly SourceVersion[]) {
  const { db, report } = context;
  const held = new Map((await listHeldVersions(db, plugin.id)).map((version) => [version.version, version]));
  const missing: SourceVersion[] = [];
  for (const version of list) {
    const here = held.get(version.recorded.version);
    if (here) await meet(context, plugin.packageName, here, version);
    else if (version.recorded.version === "") report.note(plugin.packageName, "a version without a number is left out");
    else missing.push(version);
  }
  const prepare = limitConcurrency(FILES_AT_ONCE, (version: SourceVersion) => prepareVersion(context, plugin, version));
  for (let start = 0; start < missing.length && !context.signal.aborted; start += BATCH) {
    const prepared = await Promise.all(missing.slice(start, start + BATCH).map((version) => prepare(version)));
    await insertAll(
      context,
      plugin.packageName,
      prepared.filter((one) => one !== null),
    );
  }
}

async function meet({ db, report }: ImportContext, packageName: string, here: HeldVersion, there: SourceVersion): Promise<void> {
  const where = `${packageName} ${here.version}`;
  if (!here.isImported) {
    report.count("versions uploaded here, left alone");
    return report.note(where, "was uploaded here and is left alone");
  }
  if (there.isPublicThere && here.status === "withdrawn" && (await db.transaction((tx) => restoreVanishedVersion(tx, here.id))))
    report.count("versions offered there again, public again");
  if (there.isPublicThere !== here.isPublicBasis)
    report.note(where, `is ${there.isPublicThere ? "public" : "not public"} there by now; here it is ${here.status}`);
  const facts = importedFacts(there.recorded);
  if (!differ(facts, here.facts)) return report.count("versions that were here");
  await refreshImportedVersion(db, here.id, facts);
  report.count("versions whose facts changed");
}

async function prepareVersion(context: ImportContext, plugin: { id: number; packageName: string }, version: SourceVersion) {
  const where = `${plugin.packageName} ${version.recorded.version}`;
  try {
    const { file, metadata, topFolder } = await storePackage(context, await version.open());
    if (!file.content) {
      context.report.count("refused archives, marked for review");
      context.report.note(
        where,
        `its archive is refused (${file.problems[0]?.code}); ${version.isPublicThere ? "public, and " : ""}marked for review`,
      );
    } else if (topFolder !== plugin.packageName) context.report.note(where, `its file holds the folder ${topFolder}`);
    const {
      downloads,
      name: _name,
      author: _author,
      tags: _tags,
      deprecated: _deprecated,
      server: _server,
      ...columns
    } = importedFacts(version.recorded);
    const { id, uploadedBy, uploadedAt, isPublicThere, requestedSkips, recorded } = version;
    const row: Insert = {
      ...columns,
      ...{ id, uploadedBy, uploadedAt, isPublicThere, requestedSkips, downloads },
      pluginId: plugin.id,
      version: recorded.version,
      file,
      metadata: importedMetadata(recorded, metadata),
    };
    return row;
  } catch (cause) {
    if (!(cause instanceof FileProblem)) throw cause;
    context.report.count("versions without a usable file, not imported");
    context.report.note(where, `${cause.message}; not imported`);
    return null;
  }
}

async function insertAll({ db, report }: ImportContext, packageName: string, rows: readonly Insert[]): Promise<void> {
  if (rows.length === 0) return;
  await db.transaction(async (tx) => {
    const taken = await listTakenVersionIds(
      tx,
      rows.flatMap((row) => row.id ?? []),
    );
    for (const row of rows) {
      const isTaken = row.id !== null && taken.has(row.id);
      if (isTaken) report.note(`${packageName} ${row.version}`, `its id ${row.id} is another version's here: it got a new one`);
      const inserted = await insertImportedVersion(tx, isTaken ? { ...row, id: null } : row);
      if (!inserted) throw new Error(`${packageName} ${row.version} came here by another way meanwhile. Run the import again.`);
    }
  });
  for (const row of rows) report.count(row.isPublicThere ? "public versions imported" : "drafts imported, to be scanned");
}
