import { isIdentifier } from "../../../python/characters";
import { COMPARES, HAS_IN_OR_IS, HAS_NOT, HAS_SINGLETON, HAS_TYPE, type LogicalLine } from "./logical-line";
import type { LogicalCheck, Report } from "./report";

const SINGLETONS = ["None", "True", "False"];
const WORD = /[\p{L}\p{N}_]/u;
const BLANK = /\s/;

/** E711, E712: `==` and `!=` with None, True, False on one side. Source: pycodestyle 2.14.0 `comparison_to_singleton`. */
export const singletonComparisons: LogicalCheck = {
  needs: COMPARES | HAS_SINGLETON,
  find(line: LogicalLine, report: Report): void {
    const { text } = line;
    let done = 0;
    for (let at = nextComparison(text, 0); at >= 0; at = nextComparison(text, Math.max(at + 1, done))) {
      const match = singletonAround(text, at, done);
      if (!match) continue;
      done = match.end;
      const operator = text.slice(at, at + 2);
      report(match.singleton === "None" ? "E711" : "E712", line.lineAt(at), { operator, singleton: match.singleton });
    }
  },
};

function nextComparison(text: string, from: number): number {
  for (let at = text.indexOf("=", from + 1); at >= 0; at = text.indexOf("=", at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (at - 1 >= from && (before === 61 || before === 33)) return at - 1;
  }
  return -1;
}

function singletonAround(text: string, at: number, from: number): { singleton: string; end: number } | null {
  let left = at;
  while (left > from && BLANK.test(text.charAt(left - 1))) left--;
  let right = at + 2;
  while (right < text.length && BLANK.test(text.charAt(right))) right++;
  for (const singleton of SINGLETONS) {
    const start = left - singleton.length;
    if (start < from || !text.startsWith(singleton, start) || isWordAt(text, start - 1)) continue;
    if (isWordAt(text, right)) return { singleton, end: right };
  }
  for (const singleton of SINGLETONS) {
    const end = right + singleton.length;
    if (text.startsWith(singleton, right) && !isWordAt(text, end)) return { singleton, end };
  }
  return null;
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && WORD.test(text.charAt(at));
}

const NEGATIVE = /(?<![\p{L}\p{N}_])(?<!is\s)not\s+[^\][)(}{ ]+\s+(in|is)\s/u;
/** With other blanks than spaces the pattern takes the cube of their number; few lines have any, and hostile ones are long. */
const MAX_ODD_LINE = 300;

/** E713, E714: `not a in b`, `not a is b`; the first of a line. Source: pycodestyle 2.14.0 `comparison_negative`. */
export const negativeComparisons: LogicalCheck = {
  needs: HAS_NOT | HAS_IN_OR_IS,
  find(line: LogicalLine, report: Report): void {
    const isLong = line.text.length > MAX_ODD_LINE;
    const match = NEGATIVE.exec(isLong ? line.text.replace(/[\t\f\v]/g, " ") : line.text);
    if (match) report(match[1] === "in" ? "E713" : "E714", line.lineAt(match.index), {});
  },
};

/** E721: `type(a) == type(b)`; the first of a line. Source: pycodestyle 2.14.0 `comparison_type`. */
export const typeComparisons: LogicalCheck = {
  needs: COMPARES | HAS_TYPE,
  find(line: LogicalLine, report: Report): void {
    const { text } = line;
    let close = -1;
    for (let at = text.indexOf("type"); at >= 0; at = text.indexOf("type", at + 4)) {
      const open = skipBlanks(text, at + 4);
      if (text.charAt(open) !== "(") continue;
      if (close < open) close = text.indexOf(")", open);
      if (close < 0) return;
      const inner = skipBlanks(text, open + 1);
      if (inner >= close) continue;
      const operator = comparisonBefore(text, at);
      if (operator >= 0) {
        // A bare name in the second call may be anything: pycodestyle lets the whole line pass.
        const name = text.slice(inner, close).trim();
        if (!isIdentifier(name) || SINGLETONS.includes(name)) report("E721", line.lineAt(operator), {});
        return;
      }
      if (!isWordAt(text, at - 1) && text.charAt(at - 1) !== "." && isComparedBehind(text, close + 1)) {
        report("E721", line.lineAt(at), {});
        return;
      }
    }
  },
};

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && BLANK.test(text.charAt(at))) at++;
  return at;
}

/** Offset of `==` or `!=` that blanks part from `at`, or -1. */
function comparisonBefore(text: string, at: number): number {
  let left = at;
  while (left > 0 && BLANK.test(text.charAt(left - 1))) left--;
  const start = left - 2;
  return left < at && start >= 0 && text.charAt(left - 1) === "=" && "=!".includes(text.charAt(start)) ? start : -1;
}

function isComparedBehind(text: string, at: number): boolean {
  const next = skipBlanks(text, at);
  return next > at && "=!".includes(text.charAt(next)) && text.charAt(next + 1) === "=";
}
