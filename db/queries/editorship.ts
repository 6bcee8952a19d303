import { and, eq } from "drizzle-orm";
import type { Viewer } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { pluginEditors } from "../schema";

/** Whether the plugin is the viewer's own. A token for another plugin answers no, whatever its person edits. */
export async function isEditorOf(db: Executor, pluginId: number, viewer: Viewer): Promise<boolean> {
  if (!isWithinScope(viewer, pluginId)) return false;
  const [row] = await db
    .select({ userId: pluginEditors.userId })
    .from(pluginEditors)
    .where(and(eq(pluginEditors.pluginId, pluginId), eq(pluginEditors.userId, viewer.userId)));
  return row !== undefined;
}

export const isWithinScope = (viewer: Pick<Viewer, "onlyPluginId">, pluginId: number | null): boolean =>
  (viewer.onlyPluginId ?? null) === null || viewer.onlyPluginId === pluginId;
