import type { Tx } from "../context";
import { listEditorIds } from "./actor";
import { appendPluginEvent } from "./manage-plugin";
import { queueEmails } from "./queue-email";

/**
 * Appends to a plugin's history, and tells those whom it concerns by mail: the editors that the plugin has after it, and
 * the person whom it happened to.
 *
 * @param options.only these people instead
 * @param options.actorToo whoever did it gets the mail as well, in case it was a stranger in their account
 */
export async function tellPluginEvent(
  tx: Tx,
  event: Parameters<typeof appendPluginEvent>[1],
  options: { only?: readonly string[]; actorToo?: boolean } = {},
): Promise<void> {
  const eventId = await appendPluginEvent(tx, event);
  const { pluginId, subjectId, requestId } = event;
  const people = options.only ?? [...(await listEditorIds(tx, pluginId)), ...(subjectId ? [subjectId] : [])];
  const recipientIds = options.actorToo ? people : people.filter((id) => id !== event.person?.userId);
  await queueEmails(tx, { kind: "plugin-event", subjectId: String(eventId), pluginId, recipientIds, requestId });
}
