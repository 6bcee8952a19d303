import type { Suppression } from "../../core/types";
import { endingOf } from "./file-types";

/** Comment styles: what opens one and, where it has an end, what closes it. */
const STYLES: readonly (readonly [open: string, close: string])[] = [
  ["# *", ""],
  ["// *", ""],
  ["/\\* *", "\\*/"],
  ["' *", ""],
  ["-- *", ""],
  ["<!--[# \\t]*", "-->"],
];

function pragma([open, close]: readonly [string, string], isNextLine: boolean): RegExp {
  const words = isNextLine ? "allowlist[ -]nextline" : "(?:allow|white)list";
  return new RegExp(`${isNextLine ? "^[ \\t]*" : ""}${open}pragma: ?${words}[ -]secret.*?${close}[ \\t]*$`, "s");
}

const SAME_LINE = STYLES.map((style) => pragma(style, false));
const NEXT_LINE = STYLES.map((style) => pragma(style, true));

/**
 * The pragma that lifts a line's secrets, in any comment style; in `.yaml` files only with `#`.
 * Source of the behaviour: detect-secrets 1.5.0, filters/allowlist.py.
 *
 * @param line without trailing white space. @param previous the line above, empty at the top.
 */
export function allowlistOf(path: string, line: string, previous: string, lineNumber: number): Suppression | undefined {
  const styles = endingOf(path) === ".yaml" ? 1 : STYLES.length;
  if (line.includes("pragma:")) {
    for (const pattern of SAME_LINE.slice(0, styles)) {
      const match = pattern.exec(line);
      if (match) return suppression(path, match[0], lineNumber);
    }
  }
  if (previous.includes("pragma:")) {
    for (const pattern of NEXT_LINE.slice(0, styles)) {
      const match = pattern.exec(previous);
      if (match) return suppression(path, match[0], lineNumber - 1);
    }
  }
  return undefined;
}

function suppression(path: string, text: string, line: number): Suppression {
  const reason = /secret[\s:,–—-]+(.*)$/.exec(text.replace(/ *(?:\*\/|-->)[ \t]*$/, ""))?.[1]?.trim();
  // The pragma speaks of its own line only, which is as specific as this tool knows.
  const base: Suppression = { by: "pragma", ruleSpecific: true, text: text.trim().slice(0, 200), path, line };
  return reason ? { ...base, reason: reason.slice(0, 200) } : base;
}
