/** `3 warnings`, `1 warning`. */
export const countOf = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `22 November 2026, 03:05 UTC`, parted at the end of a line after its comma only. */
export function dateWords(date: Date): string {
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(date);
  const words = `${text.replace(" at ", ", ")} UTC`;
  return words.replaceAll(" ", "\u00a0").replace(",\u00a0", ", ");
}

/** How long the checks will take, from measured durations; null while nothing was measured. */
export function estimateWords(milliseconds: number | null): string {
  if (milliseconds === null) return "less than a minute";
  const seconds = milliseconds / 1000;
  if (seconds < 10) return "a few seconds";
  if (seconds < 50) return `about ${Math.ceil(seconds / 10) * 10} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "about a minute" : `about ${minutes} minutes`;
}

/** A plugin's name as part of a subject or sentence: one line, and short enough to leave room for the rest. */
export function shortName(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > 100 ? `${line.slice(0, 99).trimEnd()}…` : line;
}

/** The version that a mail tells of. */
export interface AboutVersion {
  pluginName: string;
  packageName: string;
  version: string;
}

export const nameAndVersion = ({ pluginName, version }: AboutVersion): string => `${shortName(pluginName)} v${version}`;
