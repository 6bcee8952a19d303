import type { PackageProblem } from "./types";

/** The bytes are no archive that anyone may unpack. `problems` lists everything that could be told, errors only. */
export class ArchiveError extends Error {
  readonly problems: readonly PackageProblem[];

  constructor(problems: readonly PackageProblem[]) {
    super(problems.map((problem) => problem.message).join(" "));
    this.name = "ArchiveError";
    this.problems = problems;
  }
}

export const ZIP_AGAIN = "Zip the plugin's folder again, for instance with `git archive` or qgis-plugin-ci, and upload the new file.";

/** A problem that stops an upload. */
export function error(code: string, message: string, advice: string, place: { entry?: string; line?: number } = {}): PackageProblem {
  return { code, level: "error", message, advice, ...place };
}

/** A problem that is shown and stops nothing. */
export function warning(code: string, message: string, advice: string, place: { entry?: string; line?: number } = {}): PackageProblem {
  return { code, level: "warning", message, advice, ...place };
}

/** An entry's name for a sentence: control and direction characters made visible, long names cut. */
export function showName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return visible.length > 120 ? `${visible.slice(0, 117)}…` : visible;
}
