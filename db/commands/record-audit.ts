import { sql } from "drizzle-orm";
import type { RecordedEvent } from "@/lib/domain/audit-events";
import type { Actor } from "@/lib/domain/permissions";
import type { Executor } from "../context";

export interface AuditFacts {
  actor: Actor | { kind: "person"; userId: string };
  /** A new kind gets a line in lib/domain/audit-events.ts. */
  event: RecordedEvent;
  pluginId?: number | null;
  versionId?: number | null;
  /** The person whom it concerns, or the id of whatever else it is about. */
  subjectId?: string | null;
  /** Codes and ids that say more. Never names, addresses or words of people: these stay for ever. */
  facts?: Record<string, string | number>;
  /** Kept apart, where it can be erased; the log holds its digest. */
  reason?: string;
  requestId?: string;
}

/**
 * Writes one entry into the audit log, in the caller's transaction: what did not happen is not recorded either. For everything that has no history of its
 * own: rows of version_events, plugin_events, user_events, finding_decisions, ruleset_activations and emails
 * are recorded by triggers, and must not be recorded a second time.
 */
export async function recordAudit(tx: Executor, input: AuditFacts): Promise<void> {
  const { actor } = input;
  const actorId = actor.kind === "person" || actor.kind === "token" ? actor.userId : null;
  const tokenId = actor.kind === "token" ? actor.tokenId : null;
  await tx.execute(sql`select add_audit_entry(now(), ${actor.kind}::actor_kind, ${actorId}::uuid, ${tokenId}::uuid, ${input.event},
    ${input.pluginId ?? null}::integer, ${input.versionId ?? null}::integer, ${input.subjectId ?? null}, null,
    ${input.facts ? JSON.stringify(input.facts) : null}::jsonb, ${input.reason ?? null}, ${input.requestId ?? null})`);
}
