import { createHmac } from "node:crypto";
import { HARMLESS_SAMPLE } from "./domain/harmless-lane";

/** Where a plugin stands when a version is judged: nothing that its authors send changes it, only what becomes public. */
export interface HarmlessDraw {
  pluginId: number;
  /** How many of its versions were ever public. Such a version cannot be deleted. */
  publishedVersions: number;
}

/**
 * Whether a person looks at the next version of a plugin although it is harmless. Until something of the plugin becomes public every file
 * gets the same answer, under whatever number and however often; and nobody without the site's secret can tell which before sending it.
 *
 * @param secret AUTH_SECRET
 */
export function isInHarmlessSample(secret: string, { pluginId, publishedVersions }: HarmlessDraw): boolean {
  const digest = createHmac("sha256", secret).update(`harmless-sample:${pluginId}:${publishedVersions}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < HARMLESS_SAMPLE;
}
