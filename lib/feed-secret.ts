import { createHash, randomBytes } from "node:crypto";

const RANDOM_BYTES = 32;
/** Of 32 bytes in base64url. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The secret part of an approver's feed address: shown once, kept nowhere. */
export function newFeedSecret(): { secret: string; secretHash: string } {
  const secret = randomBytes(RANDOM_BYTES).toString("base64url");
  return { secret, secretHash: feedSecretHash(secret) };
}

/** What can be no secret is not looked up. */
export const looksLikeFeedSecret = (text: string): boolean => SHAPE.test(text);

/** The secret is random, so a plain hash is enough. */
export const feedSecretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");
