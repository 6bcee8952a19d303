import type { Executor } from "../context";
import { recordAudit } from "./record-audit";

export interface FileDownload {
  userId: string;
  pluginId: number;
  versionId: number;
  artifactSha256: string;
  /** How they came by it, where that is not the version's own link. */
  by?: "review-feed" | "patch";
  requestId?: string;
}

/**
 * That somebody gets a file that is not public, into the audit log. Call it before anything goes out, for each GET: a part
 * of a file leaves no more unseen than the whole.
 */
export function recordFileDownload(db: Executor, download: FileDownload): Promise<void> {
  const { userId, pluginId, versionId, artifactSha256, by, requestId } = download;
  const facts = { file: artifactSha256, ...(by ? { by } : {}) };
  return recordAudit(db, { actor: { kind: "person", userId }, event: "file:downloaded", pluginId, versionId, facts, requestId });
}
