import type { Db } from "../context";
import { actorFor } from "./actor";
import { recordAudit } from "./record-audit";

/** That somebody got a file that is not public, into the audit log. */
export async function recordFileDownload(
  db: Db,
  input: { person: { userId: string }; pluginId: number; versionId: number; requestId?: string },
): Promise<void> {
  const { person, pluginId, versionId, requestId } = input;
  await db.transaction(async (tx) => {
    const actor = await actorFor(tx, person, pluginId);
    await recordAudit(tx, { actor, event: "file:downloaded", pluginId, versionId, requestId });
  });
}
