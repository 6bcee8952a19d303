import type { FeedLine } from "../compare-feeds";
import { sha256Of } from "../file-hash";
import { readFeed } from "./feed-reader";
import type { PublicSource } from "./source";

/** @returns a function from QGIS version to what the source offers to it, with the hashes of the files as they are now */
export function publicFeed(source: PublicSource): (qgis: string) => Promise<FeedLine[]> {
  const hashes = new Map<string, string | null>();
  return async (qgis) => {
    const stream = await source.feedOf(qgis);
    if (!stream) throw new Error(`${source.label} has no feed for QGIS ${qgis} (plugins_${qgis}.xml), so it cannot be compared.`);
    const lines: Omit<FeedLine, "sha256">[] = [];
    const packages: string[] = [];
    await readFeed(stream, `feed for QGIS ${qgis}`, ({ fileName, name, version, pluginId, packageName }) => {
      lines.push({ fileName, name, version, pluginId });
      packages.push(packageName);
    });
    const result: FeedLine[] = [];
    for (const [index, line] of lines.entries()) {
      const key = `${packages[index]} ${line.version}`;
      if (!hashes.has(key)) {
        const file = source.zip(packages[index] ?? "", line.version);
        hashes.set(key, await file.then(sha256Of).catch(() => null));
      }
      result.push({ ...line, sha256: hashes.get(key) ?? null });
    }
    return result;
  };
}
