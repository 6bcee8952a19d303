import { and, desc, eq, gt, ne, or, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { pendingDecisions, plugins, versions } from "../schema";

export interface MyDecision {
  id: string;
  versionId: number;
  pluginName: string;
  version: string;
  decision: "approve" | "return" | "reject";
  state: "waiting" | "done" | "failed";
  /** Why it took no effect. */
  problem: string | null;
  takesEffectAt: Date;
}

/** Whoever looked away for a moment still sees what became of it; what failed stays until it is read, for a day at most. */
const SHOWN = or(ne(pendingDecisions.state, "done"), gt(pendingDecisions.endedAt, sql`now() - interval '5 minutes'`));
const MOST = 100;

/** What a person decided lately, from the queue or on a review page, and what became of it, the last one first. */
export async function listMyDecisions(db: Executor, personId: string): Promise<MyDecision[]> {
  return db
    .select({
      id: pendingDecisions.id,
      versionId: pendingDecisions.versionId,
      pluginName: plugins.name,
      version: versions.version,
      decision: pendingDecisions.decision,
      state: pendingDecisions.state,
      problem: pendingDecisions.problem,
      takesEffectAt: pendingDecisions.takesEffectAt,
    })
    .from(pendingDecisions)
    .innerJoin(versions, eq(versions.id, pendingDecisions.versionId))
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(eq(pendingDecisions.personId, personId), SHOWN))
    .orderBy(desc(pendingDecisions.decidedAt), desc(pendingDecisions.id))
    .limit(MOST);
}
