import type { Tx } from "../context";
import { listEditorIds } from "./actor";
import { queueEmails } from "./queue-email";

/** Tells a plugin's editors of a step in a version's life. */
export async function tellEditors(
  tx: Tx,
  { eventId, version, requestId }: { eventId: number; version: { id: number; pluginId: number }; requestId?: string },
): Promise<void> {
  const recipientIds = await listEditorIds(tx, version.pluginId);
  await queueEmails(tx, { kind: "decision", subjectId: String(eventId), versionId: version.id, recipientIds, requestId });
}
