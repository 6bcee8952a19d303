import type { Tx } from "../context";
import { listEditorIds } from "./actor";
import { listReviewerIds, queueEmails } from "./queue-email";

/** A public version whose verdict turned red keeps its place until a person decides: its editors and the approvers are told, each in their own words. */
export async function tellThatPublicIsNotClean(
  tx: Tx,
  { scanId, versionId, pluginId, requestId }: { scanId: string; versionId: number; pluginId: number; requestId?: string },
): Promise<void> {
  const mail = { subjectId: scanId, versionId, requestId, isUrgent: true };
  await queueEmails(tx, { ...mail, kind: "public-not-clean", recipientIds: await listEditorIds(tx, pluginId) });
  await queueEmails(tx, { ...mail, kind: "needs-decision", recipientIds: await listReviewerIds(tx, pluginId) });
}
