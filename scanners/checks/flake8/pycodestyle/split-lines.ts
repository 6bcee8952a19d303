import type { TokenList } from "../../../python/token-list";
import * as Kind from "../../../python/token-list";
import {
  COMPARES,
  HAS_AMBIGUOUS_NAME,
  HAS_EXCEPT,
  HAS_IN_OR_IS,
  HAS_LAMBDA,
  HAS_NOT,
  HAS_SINGLETON,
  HAS_TYPE,
  isLayout,
  LogicalLine,
} from "./logical-line";

const FLAGS_BY_WORD: ReadonlyMap<string, number> = new Map([
  ["l", HAS_AMBIGUOUS_NAME],
  ["O", HAS_AMBIGUOUS_NAME],
  ["I", HAS_AMBIGUOUS_NAME],
  ["in", HAS_IN_OR_IS],
  ["is", HAS_IN_OR_IS],
  ["not", HAS_NOT],
  ["None", HAS_SINGLETON],
  ["True", HAS_SINGLETON],
  ["False", HAS_SINGLETON],
  ["type", HAS_TYPE],
  ["lambda", HAS_LAMBDA],
  ["except", HAS_EXCEPT],
]);
const LONGEST_WORD = 6;

/**
 * Calls `visit` for each logical line that holds something of interest, in order. Lines are cut as flake8 7.3.0 cuts
 * them (checker.py `process_tokens`); a comment or blank line of its own is one too, and of no interest here.
 */
export function forEachLogicalLine(tokens: TokenList, visit: (line: LogicalLine) => void): void {
  const { kinds, starts, ends, text } = tokens;
  let start = 0;
  let depth = 0;
  let contents = 0;
  let isEmpty = true;
  for (let index = 0; index < tokens.count; index++) {
    const kind = kinds[index] as number;
    if (kind === Kind.NAME) {
      isEmpty = false;
      const from = starts[index] as number;
      const to = ends[index] as number;
      if (to - from <= LONGEST_WORD) contents |= FLAGS_BY_WORD.get(text.slice(from, to)) ?? 0;
    } else if (kind === Kind.OP) {
      isEmpty = false;
      const code = text.charCodeAt(starts[index] as number);
      if (code === 40 || code === 91 || code === 123) depth++;
      else if (code === 41 || code === 93 || code === 125) depth--;
      else if ((code === 61 || code === 33) && (ends[index] as number) - (starts[index] as number) === 2) contents |= COMPARES;
    } else if (kind === Kind.NEWLINE || kind === Kind.NL) {
      // A line of layout alone is not cut off, except when it is a single line end.
      if (depth !== 0 || (isEmpty && !(kind === Kind.NL && index === start))) continue;
      if (contents !== 0) visit(new LogicalLine(tokens, start, index + 1, contents));
      start = index + 1;
      contents = 0;
      isEmpty = true;
    } else if (!isLayout(kind)) isEmpty = false;
  }
}
