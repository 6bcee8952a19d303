import { randomBytes } from "node:crypto";
import type { Tx } from "../context";
import { pluginEditors, plugins } from "../schema";

/** A plugin with its first owner. @returns null when somebody else took the package name or the name at the same moment */
export async function createPlugin(tx: Tx, input: { packageName: string; name: string; ownerId: string }): Promise<number | null> {
  const { ownerId, ...names } = input;
  const [plugin] = await tx
    .insert(plugins)
    .values({ ...names, fingerprintKey: randomBytes(32).toString("hex") })
    .onConflictDoNothing()
    .returning({ id: plugins.id });
  if (!plugin) return null;
  await tx.insert(pluginEditors).values({ pluginId: plugin.id, userId: ownerId, role: "owner" });
  return plugin.id;
}
