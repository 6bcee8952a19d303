import type { FeedQuestion } from "@/lib/domain/feed-selection";
import { parseQgisVersion, qgisOrdinal } from "@/lib/domain/qgis-version";

const isYes = (text: string | null): boolean => /^\s*(1|true|yes|on)\s*$/i.test(text ?? "");

/**
 * What `?qgis=3.34&stable_only=1&package_name=…` asks for. Every text is understood somehow: a QGIS version that is missing
 * or none asks about all of them. Of a repeated parameter the first counts, as for a web server that serves the feed's files.
 */
export function feedQuestion(query: URLSearchParams): FeedQuestion {
  const qgis = parseQgisVersion(query.get("qgis") ?? "");
  return {
    qgis: qgis && qgisOrdinal(qgis),
    stableOnly: isYes(query.get("stable_only")),
    packageName: query.get("package_name")?.trim() || null,
  };
}
