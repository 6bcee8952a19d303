import { createHash } from "node:crypto";

/** An entry of the audit log as its seal covers it. Numbers, times and JSON as the database writes them out: nothing is rounded. */
export interface SealedEntry {
  id: string;
  at: string;
  actorKind: string;
  actorId: string | null;
  tokenId: string | null;
  event: string;
  pluginId: number | null;
  versionId: number | null;
  subjectId: string | null;
  source: string | null;
  facts: string | null;
  reasonDigest: string | null;
  requestId: string | null;
}

/** What the first seal follows. */
export const CHAIN_START = "0".repeat(64);

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** The hash that seals an entry after `previous`: whoever changes, removes or moves one must change all that follow. */
export function sealHash(previous: string, entry: SealedEntry): string {
  const { id, at, actorKind, actorId, tokenId, event, pluginId, versionId, subjectId, source, facts, reasonDigest, requestId } = entry;
  const canonical = [id, at, actorKind, actorId, tokenId, event, pluginId, versionId, subjectId, source, facts, reasonDigest, requestId];
  return sha256(`${previous}\n${JSON.stringify(canonical)}`);
}

/** As the SQL function `add_audit_entry` computes it. */
export const reasonDigest = (salt: string, text: string): string => sha256(salt + text);
