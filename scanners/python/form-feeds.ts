import type { TokenList } from "./token-list";
import * as Kind from "./token-list";

/**
 * The text without the form feeds that stand between tokens: for Python they are blanks that make a line's indentation
 * begin anew, py-ast takes them for an unknown character. Lines keep their numbers; where a line began with a form feed,
 * its columns are counted from behind it.
 */
export function withoutFormFeeds(text: string, tokens: TokenList): string {
  if (!text.includes("\f")) return text;
  const parts: string[] = [];
  let done = 0;
  for (let index = 0; index < tokens.count; index++) {
    const start = tokens.starts[index] as number;
    const kind = tokens.kinds[index];
    // An indentation token covers the blanks themselves.
    if (kind === Kind.INDENT || start < done) continue;
    parts.push(cleared(text, done, start), text.slice(start, tokens.ends[index]));
    done = Math.max(done, tokens.ends[index] as number);
  }
  parts.push(cleared(text, done, text.length));
  return parts.join("");
}

function cleared(text: string, start: number, end: number): string {
  const gap = text.slice(start, end);
  if (!gap.includes("\f")) return gap;
  const isLineStart = start === 0 || text.charCodeAt(start - 1) === 10;
  return isLineStart ? gap.slice(gap.lastIndexOf("\f") + 1) : gap.replaceAll("\f", " ");
}
