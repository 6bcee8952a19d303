import { and, eq, isNull, sql } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError, fieldError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { packageNameProblems } from "@/scanners/archive/layout-rules";
import type { Db, Tx } from "../context";
import { pluginEditors, plugins, users, versions } from "../schema";
import { createPlugin } from "./create-plugin";
import { inTransaction } from "./in-transaction";
import { appendPluginEvent } from "./manage-plugin";
import { findOtherWithName } from "./take-public-name";

/** Plugins without any upload that one person may hold at a time: enough for a family of plugins, too few to hoard names. */
export const MAX_RESERVATIONS = 5;
/** Without an upload for so long, a name is free again (purge-plugins.ts). */
export const RESERVED_DAYS = 90;

/**
 * Holds a package name and a name for a plugin that has no file yet, so that there can be a token before the first upload.
 * Nobody but its owner sees anything of it.
 *
 * @returns package-rules (every problem with the names, as an upload would get them), suspended, conflict at the limit
 */
export function reservePlugin(
  db: Db,
  input: { person: Pick<SignedIn, "userId">; packageName: string; name: string; requestId?: string },
): Promise<Result<{ packageName: string }, AppError>> {
  const { packageName, name } = input;
  return inTransaction(db, async (tx) => {
    // With an upload of the same name, one after the other (accept-upload.ts).
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`upload:${packageName.toLowerCase()}`}, 0))`);
    const [person] = await tx
      .select({ suspendedAt: users.suspendedAt })
      .from(users)
      .where(eq(users.id, input.person.userId))
      // Two forms sent at once count each other.
      .for("update");
    if (!person || person.suspendedAt) return appError("suspended", "Your account is suspended.");
    const taken = await tx
      .select({ packageName: plugins.packageName })
      .from(plugins)
      .where(sql`lower(${plugins.packageName}) = lower(${packageName})`);
    const problems = packageNameProblems(packageName, {
      isNewPlugin: true,
      registeredPackageNames: taken.map((row) => row.packageName),
    });
    const other = await findOtherWithName(tx, name, null);
    if (problems.length > 0)
      return fieldError("packageName", "package-rules", problemWords(packageName, problems[0]?.code, taken[0]?.packageName), problems);
    if (other) return fieldError("name", "conflict", `Another plugin (${other}) is already called “${name}”. Choose another name.`);
    if ((await countReservations(tx, input.person.userId)) >= MAX_RESERVATIONS)
      return appError("conflict", `You hold ${MAX_RESERVATIONS} names without an upload already. Upload to one of them, or give one up.`);
    const pluginId = await createPlugin(tx, { packageName, name, ownerId: input.person.userId });
    if (pluginId === null) return appError("conflict", "Somebody took this name a moment ago. Choose another one.");
    await appendPluginEvent(tx, { pluginId, event: "reserved", person: input.person, requestId: input.requestId });
    return ok({ packageName });
  });
}

/** The rules of an upload speak of a folder in a file; here there is none yet. */
function problemWords(packageName: string, code: string | undefined, holder: string | undefined): string {
  if (code === "package-name-reserved") return `“${packageName}” is reserved. Choose another name.`;
  if (code === "package-name-taken")
    return holder === packageName
      ? `“${packageName}” belongs to another plugin. Choose another name.`
      : `“${holder}” belongs to another plugin, and upper and lower case make no difference. Choose another name.`;
  if (/^[A-Za-z][A-Za-z0-9_]+$/.test(packageName)) return `“${packageName}” is a word of the Python language. Choose another name.`;
  return `“${packageName}” is no package name: begin with a letter, then letters, digits and _, two characters at least.`;
}

async function countReservations(tx: Tx, userId: string): Promise<number> {
  const rows = await tx
    .select({ id: plugins.id })
    .from(plugins)
    .innerJoin(
      pluginEditors,
      and(eq(pluginEditors.pluginId, plugins.id), eq(pluginEditors.userId, userId), eq(pluginEditors.role, "owner")),
    )
    .where(and(isNull(plugins.deletedAt), sql`not exists (select 1 from ${versions} where ${versions.pluginId} = ${plugins.id})`));
  return rows.length;
}
