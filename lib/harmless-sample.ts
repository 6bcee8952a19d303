import { createHmac } from "node:crypto";
import { HARMLESS_SAMPLE } from "./domain/harmless-lane";

/**
 * Whether a person looks at this file although it is harmless. The same file always gives the same answer, and nobody
 * without the site's secret can tell which before sending it.
 *
 * @param secret AUTH_SECRET
 * @param artifactSha256 in hex
 */
export function isInHarmlessSample(secret: string, artifactSha256: string): boolean {
  const digest = createHmac("sha256", secret).update(`harmless-sample:${artifactSha256}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < HARMLESS_SAMPLE;
}
