import type { TokenList } from "../../../python/token-list";
import * as Kind from "../../../python/token-list";
import type { Report } from "./report";

const VALID = "\n\\'\"abfnrtv01234567xNuU";

/** W605: a backslash that means nothing. Source: pycodestyle 2.14.0 `python_3000_invalid_escape_sequence`. */
export function findInvalidEscapes(tokens: TokenList, report: Report): void {
  const { kinds, starts, ends, text } = tokens;
  let next = text.indexOf("\\");
  if (next < 0) return;
  const rawFormats: boolean[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const kind = kinds[index];
    if (kind === Kind.FSTRING_START) rawFormats.push(/r/i.test(tokens.textOf(index)));
    else if (kind === Kind.FSTRING_END) rawFormats.pop();
    else if (kind === Kind.STRING || kind === Kind.FSTRING_MIDDLE) {
      const start = starts[index] as number;
      if (next < start) next = text.indexOf("\\", start);
      if (next < 0) return;
      if (next >= (ends[index] as number)) continue;
      const isRaw = kind === Kind.STRING ? hasRawPrefix(text, start) : rawFormats.at(-1);
      if (!isRaw) inLiteral(tokens, index, next, report);
    }
  }
}

function hasRawPrefix(text: string, start: number): boolean {
  for (let at = start; at < start + 2; at++) {
    const code = text.charCodeAt(at) | 32;
    if (code === 114) return true;
    if (code < 97) return false;
  }
  return false;
}

function inLiteral(tokens: TokenList, index: number, first: number, report: Report): void {
  const { text } = tokens;
  const end = tokens.ends[index] as number;
  let line = tokens.lines[index] as number;
  let counted = tokens.starts[index] as number;
  for (let at = first; at >= 0 && at < end; at = text.indexOf("\\", at + 2)) {
    if (at + 1 < end && VALID.includes(text.charAt(at + 1))) continue;
    for (let end = text.indexOf("\n", counted); end >= 0 && end < at; end = text.indexOf("\n", end + 1)) {
      line++;
      counted = end + 1;
    }
    report("W605", line, { sign: `\\${String.fromCodePoint(text.codePointAt(at + 1) ?? 32)}` });
  }
}
