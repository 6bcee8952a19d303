/** What owners do with a plugin as such, for tests of its life. */
import { eq, sql } from "drizzle-orm";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { reservePlugin } from "@/db/commands/reserve-plugin";
import { pluginEvents, plugins, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import type { TestRepository } from "./repository";

export const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
export const zipOf = (packageName: string, facts: { name?: string; version?: string; code?: string } = {}) =>
  pluginZip(facts.code ?? CLEAN, { packageName, name: facts.name ?? `Plugin ${packageName}`, version: facts.version ?? "1.0.0" });
export const daysAgo = (days: number) => sql<Date>`now() - make_interval(days => ${days})`;

export function pluginLife(repository: TestRepository) {
  const reserve = (person: SignedIn, packageName: string, name = `Plugin ${packageName}`) =>
    reservePlugin(repository.db, { person, packageName, name });
  const remove = async (person: SignedIn, packageName: string, confirmation = packageName) =>
    codeOf(await deletePlugin(repository.db, { person, packageName, confirmation }));
  const bringBack = async (person: SignedIn, packageName: string) => codeOf(await restorePlugin(repository.db, { person, packageName }));
  const pluginOf = async (packageName: string) => {
    const [row] = await repository.db.select().from(plugins).where(eq(plugins.packageName, packageName));
    return row;
  };
  const nameOf = async (packageName: string) => (await pluginOf(packageName))?.name;
  async function upload(person: SignedIn, zip: Uint8Array) {
    const result = await repository.upload(person, zip);
    return result.ok ? result.value.outcome : (result.error.details?.map((one) => one.code).join() ?? result.error.code);
  }
  const checked = async (person: SignedIn, zip: Uint8Array) => repository.settled((await repository.accepted(person, zip)).versionId);
  const trusted = () => repository.person({ isTrusted: true });
  /** As if all of it had happened so many days earlier; the history cannot be rewritten, so the guard is lifted for the test. */
  async function age(packageName: string, days: number) {
    const { db } = repository;
    const id = (await pluginOf(packageName))?.id ?? 0;
    await db
      .update(plugins)
      .set({ createdAt: daysAgo(days), deletedAt: sql`${plugins.deletedAt} - make_interval(days => ${days})` })
      .where(eq(plugins.id, id));
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx
        .update(pluginEvents)
        .set({ at: daysAgo(days) })
        .where(eq(pluginEvents.pluginId, id));
      await tx
        .update(versionEvents)
        .set({ at: daysAgo(days) })
        .where(eq(versionEvents.pluginId, id));
    });
  }
  return { reserve, remove, bringBack, pluginOf, nameOf, upload, checked, trusted, age };
}
export type PluginLife = ReturnType<typeof pluginLife>;
