import type { Executor } from "../context";
import { actorFor } from "./actor";
import { recordAudit } from "./record-audit";

/** Somebody got the file of a waiting version through their review feed. */
export async function recordFeedDownload(
  db: Executor,
  { userId, pluginId, versionId, sha256 }: { userId: string; pluginId: number; versionId: number; sha256: string },
): Promise<void> {
  const actor = await actorFor(db, { userId }, pluginId);
  await recordAudit(db, { actor, event: "file:downloaded", pluginId, versionId, facts: { sha256, by: "review-feed" } });
}
