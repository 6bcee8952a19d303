import { createHmac, timingSafeEqual } from "node:crypto";

/** Long enough to click, short enough that a copied link is soon worth nothing. */
const VALID_FOR_MS = 5 * 60 * 1000;

export interface DraftDownload {
  versionId: number;
  /** The link dies when the file is replaced. */
  artifactSha256: string;
  /** The person that it was made for; whether they may see the draft is asked again when it is used. */
  userId: string;
}

function sign(secret: string, download: DraftDownload, expires: number): string {
  const message = `draft-download\n${download.versionId}\n${download.artifactSha256}\n${download.userId}\n${expires}`;
  return createHmac("sha256", secret).update(message).digest("base64url");
}

/**
 * Token of a link to a file that is not public, for `?token=` of its download address.
 *
 * @param secret AUTH_SECRET
 * @param now milliseconds since 1970
 */
export function signDraftDownload(secret: string, download: DraftDownload, now = Date.now()): string {
  const expires = now + VALID_FOR_MS;
  return `${expires}.${download.userId}.${sign(secret, download, expires)}`;
}

/** @returns the person that the token was made for, or null when it is wrong, too old, or made for another file */
export function readDraftDownload(secret: string, token: string, file: Omit<DraftDownload, "userId">, now = Date.now()): string | null {
  const [expiresText = "", userId = "", signature = "", ...rest] = token.split(".");
  const expires = Number(expiresText);
  if (rest.length > 0 || !/^\d{13,15}$/.test(expiresText) || expires < now || expires > now + VALID_FOR_MS) return null;
  const expected = Buffer.from(sign(secret, { ...file, userId }, expires));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? userId : null;
}
