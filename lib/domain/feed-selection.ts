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

/**
 * The QGIS versions at which an answer can change: between one of them and the next, every question has the same answer.
 * However many versions are asked for, there are no more answers than steps, and one before the first.
 */
export function qgisSteps(candidates: readonly Pick<FeedCandidate, "qgisMinimum" | "qgisMaximum">[]): number[] {
  const steps = new Set<number>();
  for (const { qgisMinimum, qgisMaximum } of candidates) steps.add(qgisMinimum).add(qgisMaximum + 1);
  return [...steps].sort((a, b) => a - b);
}

/** The last step that is not above the asked version; minus infinity below the first one. */
export function stepOf(steps: readonly number[], qgis: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] as number) <= qgis) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1] ?? Number.NEGATIVE_INFINITY;
}
