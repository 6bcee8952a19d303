import { claimKey, keepAnswer, releaseKey } from "@/db/commands/remember-answer";
import type { Db } from "@/db/context";
import { refusal, type UploadAnswer } from "./answer";

/** `undefined` without the header, null for one that cannot be used. The standard writes it in quotes; clients often do not. */
export function readIdempotencyKey(headers: Headers): string | undefined | null {
  const given = headers.get("idempotency-key")?.trim();
  if (given === undefined) return undefined;
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given;
  return /^[\x20-\x7e]{1,255}$/.test(key) ? key : null;
}

/**
 * Does the work once per key: the same request again gets the same answer for 24 hours. Answers that say "try again" are
 * not remembered. (IETF draft "The Idempotency-Key HTTP Header Field": 409 while the first is under way, 422 for another request.)
 */
export async function answerOnce(
  { db, tokenId, key, requestHash }: { db: Db; tokenId: string; key: string | undefined; requestHash: string },
  work: () => Promise<UploadAnswer>,
): Promise<UploadAnswer> {
  if (key === undefined) return work();
  const claim = await claimKey(db, { tokenId, key, requestHash });
  if (claim.kind === "answered") {
    const answer = claim.answer as UploadAnswer;
    return { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } };
  }
  if (claim.kind === "other-request") return refusal(422, "This Idempotency-Key was used for another upload. Use a new key for each one.");
  if (claim.kind === "under-way")
    return refusal(409, "An upload with this Idempotency-Key is under way.", { isTemporary: true, headers: { "retry-after": "5" } });
  try {
    const answer = await work();
    if (answer.isTemporary) await releaseKey(db, { tokenId, key });
    else await keepAnswer(db, { tokenId, key, answer });
    return answer;
  } catch (cause) {
    await releaseKey(db, { tokenId, key });
    throw cause;
  }
}
