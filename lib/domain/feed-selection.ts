import { newestVersion } from "./newest-version";

/** What decides whether a public version appears in the feed. */
export interface FeedCandidate {
  id: number;
  pluginId: number;
  packageName: string;
  version: string;
  isExperimental: boolean;
  /** Ordinals of lib/domain/qgis-version.ts. */
  qgisMinimum: number;
  qgisMaximum: number;
}

export interface FeedQuestion {
  /** Ordinal of the asking QGIS; null (absent or no version number) asks about all of them. */
  qgis: number | null;
  stableOnly: boolean;
  /** All compatible versions of one plugin instead of the newest of each; compared without regard to case. */
  packageName: string | null;
}

/** The versions to list, by plugin id, stable before experimental. */
export function selectForFeed(candidates: readonly FeedCandidate[], question: FeedQuestion): number[] {
  const wanted = question.packageName?.toLowerCase() ?? null;
  const byChannel = new Map<string, FeedCandidate[]>();
  for (const one of candidates) {
    if (wanted !== null && one.packageName.toLowerCase() !== wanted) continue;
    if (question.stableOnly && one.isExperimental) continue;
    if (question.qgis !== null && (question.qgis < one.qgisMinimum || question.qgis > one.qgisMaximum)) continue;
    const key = `${one.pluginId} ${one.isExperimental}`;
    const channel = byChannel.get(key);
    if (channel) channel.push(one);
    else byChannel.set(key, [one]);
  }
  const chosen = [...byChannel.values()].flatMap((channel) => (wanted === null ? (newestVersion(channel) ?? []) : channel));
  return chosen
    .sort((a, b) => a.pluginId - b.pluginId || Number(a.isExperimental) - Number(b.isExperimental) || a.id - b.id)
    .map((one) => one.id);
}
