import type { ValueSyntax } from "./file-types";
import { hasTokenRun } from "./long-runs";

export interface Found {
  /** What the tool takes for the secret: the identity under which it lists a value once for a file. */
  value: string;
  /** Place on the line of what must not be shown, often more than `value`. */
  start: number;
  end: number;
}

/**
 * Finds the first place at or behind `from` near which something may stand, or -1. Detectors that share one (the same
 * function) share its passes over a file. May be wrong by saying too much, never by saying too little; looks at whole
 * files, so it must be quick and needs time in proportion to the text only.
 */
export type Prefilter = (text: string, from: number) => number;

/** One kind of secret. Sources of all: detect-secrets 1.5.0, plugins/. */
export interface Detector {
  /** The rule's code: the tool's class name. */
  code: string;
  /** The tool's name for the kind, also for mails. */
  typeName: string;
  /** By a fixed pattern; such values skip one of the filters. */
  isPattern: boolean;
  /** Its values never hold a letter, so that the tool's own filter lets all of them go; we do so in files that it opens. */
  hasNoLetters?: true;
  /** What the finding says, one sentence. */
  message: string;
  /** A pattern (source) for text without which the detector cannot find anything; or a pass of its own. */
  hint: string | Prefilter;
  /** Values on one line; time in proportion to its length. A line of a YAML value can hold line ends. */
  find(line: string, syntax: ValueSyntax): Found[];
}

export interface ByPattern extends Omit<Detector, "isPattern" | "find"> {
  /** A line without so many token characters (see `hasTokenRun`) in a row holds nothing: saves asking costly patterns. */
  minRun?: number;
}

/** A detector that is only regular expressions: the first group is the value, the whole match where none has one. */
export function byPattern({ minRun = 0, ...about }: ByPattern, ...patterns: readonly RegExp[]): Detector {
  const find = (line: string): Found[] => {
    if (minRun > 0 && !hasTokenRun(line, minRun)) return [];
    const all: Found[] = [];
    for (const pattern of patterns) {
      pattern.lastIndex = 0;
      for (let match = pattern.exec(line); match; match = pattern.exec(line)) all.push(found(match));
    }
    return all;
  };
  return { ...about, isPattern: true, find };
}

/** A shorter group is no secret but the kind of one. */
const MIN_SECRET = 4;

function found(match: RegExpExecArray): Found {
  const value = match.length > 1 ? (match[1] ?? "") : match[0];
  const start = match.index;
  // A group that is only the beginning of a token tells kinds apart; all of the token is to be hidden.
  if (value.length < MIN_SECRET || match[0].startsWith(value)) return { value, start, end: start + match[0].length };
  const at = start + match[0].lastIndexOf(value);
  return { value, start: at, end: at + value.length };
}
