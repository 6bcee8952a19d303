import { eq } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import type { Executor } from "../context";
import { plugins } from "../schema";

/** What people read who would decide something about a deleted plugin, from a page that they had open; null while it is there. */
export async function refuseIfDeleted(db: Executor, pluginId: number): Promise<{ ok: false; error: AppError } | null> {
  const [plugin] = await db.select({ deletedAt: plugins.deletedAt }).from(plugins).where(eq(plugins.id, pluginId));
  return plugin?.deletedAt ? appError("conflict", "The plugin was deleted. Its versions stay as they are until it is restored.") : null;
}
