/** What the command line asks a site for; its forms are checked there (scanners/local/server-answers.ts). */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/domain/permissions";
import { ENGINE_VERSION } from "@/scanners/core/engine-version";
import type { Ruleset } from "@/scanners/core/types";
import type { FindingDecision } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { pluginEditors, plugins } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { isWithinScope } from "./editorship";
import { requireActiveRuleset } from "./rulesets";

export interface RulesInForce {
  engineVersion: string;
  ruleset: Ruleset;
}

/** With which rules and which engine uploads are scanned now. Everybody may know. */
export async function getRulesInForce(db: Executor): Promise<RulesInForce> {
  return { engineVersion: ENGINE_VERSION, ruleset: await requireActiveRuleset(db) };
}

export interface PluginDecisions {
  packageName: string;
  fingerprintKey: string;
  decisions: (FindingDecision & { ruleId: string; reason: string; decidedAt: string })[];
}

/**
 * The decisions in force about a plugin's findings, with the key that tells which findings they are about. The key lets
 * guesses of short secrets be tested against fingerprints, so it is for the plugin's editors: null for everybody else.
 */
export async function getPluginDecisions(db: Executor, packageName: string, viewer: Viewer): Promise<PluginDecisions | null> {
  const [plugin] = await db
    .select({ id: plugins.id, packageName: plugins.packageName, fingerprintKey: plugins.fingerprintKey })
    .from(plugins)
    .innerJoin(pluginEditors, and(eq(pluginEditors.pluginId, plugins.id), eq(pluginEditors.userId, viewer.userId)))
    .where(and(sql`lower(${plugins.packageName}) = lower(${packageName})`, isNull(plugins.deletedAt)));
  if (!plugin || viewer.isSuspended || !isWithinScope(viewer, plugin.id)) return null;
  const rows = await listDecisionsInForce(db, plugin.id);
  const decisions = rows
    .map(({ fingerprint, kind, equalCount, ruleId, reason, decidedAt }) => ({
      ...{ fingerprint, kind, equalCount, ruleId, reason },
      decidedAt: decidedAt.toISOString(),
    }))
    .sort((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1));
  return { packageName: plugin.packageName, fingerprintKey: plugin.fingerprintKey, decisions };
}
