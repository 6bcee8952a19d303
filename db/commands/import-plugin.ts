import { randomBytes } from "node:crypto";
import { and, eq, inArray, like, sql } from "drizzle-orm";
import type { Tx } from "../context";
import { importedPeople, pluginEditors, plugins } from "../schema";

export interface ImportedPlugin {
  /** The id that it had in the other repository. */
  id: number;
  packageName: string;
  name: string;
  createdAt: Date;
  deletedAt: Date | null;
  from: "public" | "dump";
  downloads: number;
  ratingVotes: number;
  ratingSum: number;
  editors: readonly { userId: string; role: "owner" | "collaborator" }[];
}

export type PluginImport =
  | { outcome: "added" | "known"; pluginId: number; notes: string[] }
  /** It cannot be the same plugin: nothing of it may be imported. */
  | { outcome: "refused"; why: string };

type PluginRow = typeof plugins.$inferSelect;

/**
 * Takes a plugin over with its id, or meets the one that is here: imported before, or begun here by one of its editors.
 * Its editors are those of the dump as it was first imported; a public listing knows none that could sign in. Totals of
 * downloads and votes follow the source at each run, editors and the name do not.
 */
export async function importPlugin(tx: Tx, input: ImportedPlugin): Promise<PluginImport> {
  const [here] = await tx.select().from(plugins).where(sql`lower(${plugins.packageName}) = lower(${input.packageName})`).for("update");
  if (!here) return addPlugin(tx, input);
  const why = await whyAnother(tx, here, input);
  if (why) return { outcome: "refused", why };
  const notes = here.id === input.id ? [] : [`it has the id ${here.id} here instead of ${input.id}`];
  const totals = { importedDownloads: input.downloads, ratingVotes: input.ratingVotes, ratingSum: input.ratingSum };
  const isFirstDump = input.from === "dump" && here.importedFrom !== "dump";
  if (isFirstDump) {
    await removeNames(tx, here.id);
    await addEditors(tx, here.id, input);
  }
  const hasNewTotals =
    here.importedDownloads !== totals.importedDownloads || here.ratingVotes !== totals.ratingVotes || here.ratingSum !== totals.ratingSum;
  if (isFirstDump || hasNewTotals)
    await tx
      .update(plugins)
      .set({ ...totals, ...(isFirstDump ? { importedFrom: "dump" as const, createdAt: input.createdAt } : {}) })
      .where(eq(plugins.id, here.id));
  return { outcome: "known", pluginId: here.id, notes };
}

async function addPlugin(tx: Tx, input: ImportedPlugin): Promise<PluginImport> {
  const notes: string[] = [];
  const [sameName] = await tx.select().from(plugins).where(sql`lower(${plugins.name}) = lower(${input.name})`);
  if (sameName) notes.push(`another plugin, ${sameName.packageName}, is called “${input.name}” too: its package name was added`);
  const [sameId] = await tx.select().from(plugins).where(eq(plugins.id, input.id));
  if (sameId) notes.push(`its id ${input.id} belongs to ${sameId.packageName} here: it got another`);
  const [plugin] = await tx
    .insert(plugins)
    .values({
      ...(sameId ? {} : { id: input.id }),
      packageName: input.packageName,
      name: sameName ? `${input.name} (${input.packageName})` : input.name,
      fingerprintKey: randomBytes(32).toString("hex"),
      createdAt: input.createdAt,
      deletedAt: input.deletedAt,
      importedFrom: input.from,
      importedDownloads: input.downloads,
      ratingVotes: input.ratingVotes,
      ratingSum: input.ratingSum,
    })
    .returning({ id: plugins.id });
  const pluginId = (plugin as { id: number }).id;
  await addEditors(tx, pluginId, input);
  return { outcome: "added", pluginId, notes };
}

async function addEditors(tx: Tx, pluginId: number, input: ImportedPlugin): Promise<void> {
  if (input.editors.length === 0) return;
  await tx
    .insert(pluginEditors)
    .values(input.editors.map((editor) => ({ pluginId, ...editor })))
    .onConflictDoNothing();
}

/** A public listing's owners stand for names alone; the dump knows who they are. */
async function removeNames(tx: Tx, pluginId: number): Promise<void> {
  const names = tx.select({ userId: importedPeople.userId }).from(importedPeople).where(like(importedPeople.sourceKey, "name:%"));
  await tx.delete(pluginEditors).where(and(eq(pluginEditors.pluginId, pluginId), inArray(pluginEditors.userId, names)));
}

/** Somebody may have taken the name here before the import: theirs is not to be mixed with the imported one. */
async function whyAnother(tx: Tx, here: PluginRow, input: ImportedPlugin): Promise<string | null> {
  if (here.packageName !== input.packageName) return `the package name is taken here in another spelling, ${here.packageName}`;
  if (here.importedFrom !== null) return null;
  const ids = input.editors.map((editor) => editor.userId);
  const [common] =
    ids.length === 0
      ? []
      : await tx
          .select({ userId: pluginEditors.userId })
          .from(pluginEditors)
          .where(and(eq(pluginEditors.pluginId, here.id), inArray(pluginEditors.userId, ids)));
  if (common) return null;
  return "somebody else began a plugin with this package name here";
}

/** What a sequence of ids must stay above, so that an upload in the meantime takes none that is still to come. */
export async function reserveIds(tx: Tx, highest: { plugin: number; version: number; feedback: number }): Promise<void> {
  const tables = { plugins: highest.plugin, versions: highest.version, version_feedback: highest.feedback };
  for (const [table, id] of Object.entries(tables)) {
    if (id < 1) continue;
    const sequence = sql`pg_get_serial_sequence(${table}, 'id')`;
    await tx.execute(sql`select setval(${sequence}, ${id}) where coalesce(pg_sequence_last_value(${sequence}::regclass), 0) < ${id}`);
  }
}
