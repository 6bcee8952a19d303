import { and, desc, eq, inArray, isNotNull, ne } from "drizzle-orm";
import type { Executor } from "../context";
import { decisionChecklists, findingDecisions, users, versionEvents, versions } from "../schema";

/** Something that a person decided about a plugin. */
export interface PastDecision {
  key: string;
  at: Date;
  /** A version's event, or the kind of a decision about a finding. */
  what: string;
  version: string | null;
  ruleId: string | null;
  byName: string | null;
  reason: string | null;
  /** How many items of the approval practice were ticked; null for decisions without. */
  ticked: number | null;
  isWithdrawal: boolean;
}

const EVENTS = ["approve", "return", "reject", "no-answer", "quarantine", "release", "withdraw"];
const MOST = 40;

/** What was decided about a plugin's versions and findings, the newest first. The caller has seen that the viewer may review. */
export async function listPastDecisions(db: Executor, pluginId: number): Promise<PastDecision[]> {
  const events = await db
    .select({ event: versionEvents, version: versions.version, byName: users.name, ticked: decisionChecklists.ticked })
    .from(versionEvents)
    .leftJoin(versions, eq(versions.id, versionEvents.versionId))
    .leftJoin(users, eq(users.id, versionEvents.actorId))
    .leftJoin(decisionChecklists, eq(decisionChecklists.eventId, versionEvents.id))
    .where(and(eq(versionEvents.pluginId, pluginId), inArray(versionEvents.event, EVENTS)))
    .orderBy(desc(versionEvents.id))
    .limit(MOST);
  const words = await db
    .select({ word: findingDecisions, version: versions.version, byName: users.name })
    .from(findingDecisions)
    .leftJoin(versions, eq(versions.id, findingDecisions.versionId))
    .leftJoin(users, eq(users.id, findingDecisions.decidedBy))
    .where(
      and(eq(findingDecisions.pluginId, pluginId), isNotNull(findingDecisions.decidedBy), ne(findingDecisions.kind, "acknowledgement")),
    )
    .orderBy(desc(findingDecisions.decidedAt))
    .limit(MOST);
  const all: PastDecision[] = [
    ...events.map(({ event, version, byName, ticked }) => ({
      ...{ key: `event-${event.id}`, at: event.at, what: event.event, version, byName, reason: event.reason },
      ...{ ruleId: null, ticked: ticked?.length ?? null, isWithdrawal: false },
    })),
    ...words.map(({ word, version, byName }) => ({
      ...{ key: word.id, at: word.decidedAt, what: word.kind, version, byName, reason: word.isWithdrawal ? null : word.reason },
      ...{ ruleId: word.ruleId, ticked: null, isWithdrawal: word.isWithdrawal },
    })),
  ];
  return all.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, MOST);
}
