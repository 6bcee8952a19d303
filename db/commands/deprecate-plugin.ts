import { eq, sql } from "drizzle-orm";
import { type AppError, fieldError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { findPublicPlugin } from "../queries/deprecation";
import { plugins } from "../schema";
import { appendPluginEvent, type PluginRequest, withOwnPlugin } from "./manage-plugin";

export interface DeprecationInput extends PluginRequest {
  /** What people read; empty for no words. */
  message: string;
  /** Package name of a public plugin, in any case; empty for none. */
  replacement: string;
}

/**
 * Advises everybody against a plugin, on its page, in lists and in the feed, or changes what is said about it. Nothing is hidden.
 *
 * @returns not-found, not-allowed for collaborators, conflict while it is deleted, invalid for a replacement that nobody can see
 */
export function deprecatePlugin(db: Db, input: DeprecationInput): Promise<Result<object, AppError>> {
  return withOwnPlugin(db, input, async (tx, plugin) => {
    const other = input.replacement ? await findPublicPlugin(tx, sql`lower(${plugins.packageName}) = lower(${input.replacement})`) : null;
    if (input.replacement && !other)
      return fieldError("replacement", "invalid", `No public plugin has the package name “${input.replacement}”.`);
    if (other?.id === plugin.id) return fieldError("replacement", "invalid", "A plugin cannot replace itself.");
    const [before] = await tx.select({ deprecatedAt: plugins.deprecatedAt }).from(plugins).where(eq(plugins.id, plugin.id));
    await tx
      .update(plugins)
      .set({
        deprecatedAt: before?.deprecatedAt ?? sql`now()`,
        deprecationMessage: input.message,
        replacementId: other?.id ?? null,
      })
      .where(eq(plugins.id, plugin.id));
    await appendPluginEvent(tx, { ...input, pluginId: plugin.id, event: before?.deprecatedAt ? "deprecation-changed" : "deprecated" });
    return ok({});
  });
}

/** Takes the mark away. What metadata.txt of a version says stays. A second time changes nothing. */
export function endDeprecation(db: Db, input: PluginRequest): Promise<Result<object, AppError>> {
  return withOwnPlugin(db, input, async (tx, plugin) => {
    const [ended] = await tx
      .update(plugins)
      .set({ deprecatedAt: null, deprecationMessage: "", replacementId: null })
      .where(sql`${plugins.id} = ${plugin.id} and ${plugins.deprecatedAt} is not null`)
      .returning({ id: plugins.id });
    if (ended) await appendPluginEvent(tx, { ...input, pluginId: plugin.id, event: "deprecation-ended" });
    return ok({});
  });
}
