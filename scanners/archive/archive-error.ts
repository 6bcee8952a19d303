import { ARCHIVE_LIMITS } from "./limits";
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
  const visible = cut(name, 200).replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return visible.length > 120 ? `${cut(visible, 117)}…` : visible;
}

/** Never ends in the first half of a character: PostgreSQL refuses to store such a text. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, "");

/** Keeps the first of each kind and says how many more there are: hostile packages can have thousands. */
export function shortenProblems(problems: readonly PackageProblem[]): PackageProblem[] {
  const counts = new Map<string, number>();
  const kept = problems.filter((problem) => {
    const count = (counts.get(problem.code) ?? 0) + 1;
    counts.set(problem.code, count);
    return count <= ARCHIVE_LIMITS.problemsListed;
  });
  for (const [code, count] of counts) {
    const more = count - ARCHIVE_LIMITS.problemsListed;
    const last = kept.findLast((problem) => problem.code === code);
    if (more > 0 && last)
      kept.push({ code, level: last.level, message: `${more} more problems are of the same kind as the last one.`, advice: last.advice });
  }
  return kept;
}
