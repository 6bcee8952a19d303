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

const DESKTOP_FORM = /^\d{1,2}\.\d{1,2}(\.\d{1,2})?$/;

/**
 * A bound of a plugin's range as QGIS Desktop can read it: two or three numbers up to 99 (`isCompatible` in
 * python/pyplugin_installer/version_compare.py of qgis/QGIS). It hides a plugin with any other bound, `3` for instance, so that
 * one is written anew from its ordinal.
 */
export function desktopBound(text: string, ordinal: number): string {
  if (DESKTOP_FORM.test(text)) return text;
  const [major, minor] = [Math.floor(ordinal / 10_000), ordinal % 10_000];
  return `${Math.min(major, 99)}.${Math.min(minor, 99)}`;
}
