/** `3.34`, `3.34.5`: major and minor count, the patch is ignored. */
export interface QgisVersion {
  major: number;
  minor: number;
}

/** @returns null when the text does not begin with `major` or `major.minor` */
export function parseQgisVersion(text: string): QgisVersion | null {
  const match = /^\s*(\d{1,4})(?:\.(\d{1,4}))?(?:[.\s-].*)?$/.exec(text);
  if (!match) return null;
  return { major: Number(match[1]), minor: Number(match[2] ?? 0) };
}

/** One sortable number, so that SQL can compare ranges: 3.34 -> 30034. */
export const qgisOrdinal = (version: QgisVersion): number => version.major * 10_000 + version.minor;
