import type { Suppression } from "../../core/types";
import { endingOf } from "./file-types";

/** Comment styles: what opens one up to the pragma and, where it has an end, what closes it. */
const STYLES: readonly (readonly [open: string, close: string])[] = [
  ["# *", ""],
  ["// *", ""],
  ["/\\* *", "*/"],
  ["' *", ""],
  ["-- *", ""],
  ["<!--[# \\t]*", "-->"],
];
/** What begins a comment in a configuration file; the second is none of the styles above. */
const CONFIG_COMMENT = /^[ \t]*[#;] *pragma: ?allowlist[ -]nextline[ -]secret/;

interface Style {
  sameLine: RegExp;
  nextLine: RegExp;
  close: string;
}

function style([open, close]: readonly [string, string]): Style {
  return {
    sameLine: new RegExp(`${open}pragma: ?(?:allow|white)list[ -]secret`),
    nextLine: new RegExp(`^[ \\t]*${open}pragma: ?allowlist[ -]nextline[ -]secret`),
    close,
  };
}

const ALL_STYLES = STYLES.map(style);

/**
 * The pragma that lifts a line's secrets, in any comment style; in `.yaml` files only with `#`.
 * Source of the behaviour: detect-secrets 1.5.0, filters/allowlist.py.
 *
 * @param line without trailing white space. @param previous the line above, empty at the top.
 */
export function allowlistOf(path: string, line: string, previous: string, lineNumber: number): Suppression | undefined {
  const isHere = line.includes("pragma:");
  if (!isHere && !previous.includes("pragma:")) return undefined;
  const styles = endingOf(path) === ".yaml" ? ALL_STYLES.slice(0, 1) : ALL_STYLES;
  const here = isHere ? firstPragma(styles, "sameLine", line) : null;
  if (here !== null) return suppression(path, here, lineNumber);
  const above = firstPragma(styles, "nextLine", previous);
  return above === null ? undefined : suppression(path, above, lineNumber - 1);
}

/** Whether a line of a configuration file speaks for the next one. */
export function isNextLinePragma(line: string): boolean {
  return line.includes("pragma:") && CONFIG_COMMENT.test(line);
}

function firstPragma(styles: readonly Style[], which: "sameLine" | "nextLine", text: string): string | null {
  // A comment ends with its line; a YAML value can hold line ends.
  const lineStart = text.lastIndexOf("\n", text.length - 2) + 1;
  const last = which === "sameLine" && lineStart > 0 ? text.slice(lineStart) : text;
  if (which === "nextLine" && lineStart > 0) return null;
  for (const one of styles) {
    const match = one[which].exec(last);
    if (!match) continue;
    const comment = last.slice(match.index).trimEnd();
    if (comment.length >= match[0].length + one.close.length && comment.endsWith(one.close)) return comment;
  }
  return null;
}

function suppression(path: string, text: string, line: number): Suppression {
  const reason = /secret[\s:,–—-]+(.*)$/.exec(text.slice(0, 500).replace(/ {0,9}(?:\*\/|-->)$/, ""))?.[1]?.trim();
  // The pragma speaks of its own line only, which is as specific as this tool knows.
  const base: Suppression = { by: "pragma", ruleSpecific: true, text: text.trim().slice(0, 200), path, line };
  return reason ? { ...base, reason: reason.slice(0, 200) } : base;
}

/** A pragma that is added or reworded does not make another statement of a line. */
export function withoutPragma(line: string): string {
  const at = line.includes("pragma:") ? line.search(/(?:<!--[# \t]*|(?:#|\/\/|\/\*|'|--) *)pragma: ?(?:allow|white)list/) : -1;
  return at > 0 ? line.slice(0, at).trimEnd() : line;
}
