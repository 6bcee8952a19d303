import type { Db } from "@/db/context";
import { getPublicCatalogue, listFeedTexts } from "@/db/queries/feed";
import { selectForFeed } from "@/lib/domain/feed-selection";
import { parseQgisVersion, qgisOrdinal } from "@/lib/domain/qgis-version";
import type { Storage } from "@/lib/storage";
import { step } from "../progress";
import { compareFeeds, type FeedLine } from "./compare-feeds";
import { sha256OfFile } from "./file-hash";

/** The last of each line that people still run, and the newest. */
export const VERIFIED_QGIS = ["2.18", "3.4", "3.34", "3.44", "4.0"] as const;

const DIFFERENCES_PRINTED = 100;

/** What QGIS of this version is offered by this site, with the hash of the file that lies in storage, read anew. */
async function ourFeed(db: Db, qgis: string, hashOf: (sha256: string) => Promise<string | null>): Promise<FeedLine[]> {
  const asked = parseQgisVersion(qgis);
  const question = { qgis: asked && qgisOrdinal(asked), stableOnly: false, packageName: null };
  const { versions } = await getPublicCatalogue(db);
  const byId = new Map(versions.map((one) => [one.id, one]));
  const lines: FeedLine[] = [];
  for (const { id, metadata, artifactSha256 } of await listFeedTexts(db, selectForFeed(versions, question))) {
    const one = byId.get(id);
    if (!one) continue;
    const { packageName, version, pluginId } = one;
    lines.push({ fileName: `${packageName}.${version}.zip`, name: metadata.name, version, pluginId, sha256: await hashOf(artifactSha256) });
  }
  return lines;
}

/**
 * Compares what both repositories offer to five QGIS versions and prints every difference.
 * @param theirFeed the other side's lines for a QGIS version
 * @returns whether there was none
 */
export async function verifyFeeds(db: Db, storage: Storage, theirFeed: (qgis: string) => Promise<FeedLine[]>): Promise<boolean> {
  const hashes = new Map<string, Promise<string | null>>();
  const hashOf = (sha256: string) => {
    const known = hashes.get(sha256) ?? sha256OfFile(storage.pathOf(sha256)).catch(() => null);
    hashes.set(sha256, known);
    return known;
  };
  let isEqual = true;
  for (const qgis of VERIFIED_QGIS) {
    const { differences, plugins } = await step(`Comparing the feeds for QGIS ${qgis}`, async () => {
      const [there, here] = [await theirFeed(qgis), await ourFeed(db, qgis, hashOf)];
      return { differences: compareFeeds(there, here), plugins: there.length };
    });
    console.log(`  ${plugins} entries there, ${differences.length === 0 ? "the same here" : `${differences.length} differences`}`);
    for (const line of differences.slice(0, DIFFERENCES_PRINTED)) console.log(`  ${line}`);
    if (differences.length > DIFFERENCES_PRINTED) console.log(`  … and ${differences.length - DIFFERENCES_PRINTED} more`);
    if (differences.length > 0) isEqual = false;
  }
  return isEqual;
}
