import type { TokenList } from "../../../python/token-list";
import * as Kind from "../../../python/token-list";
import type { Report } from "./report";

/**
 * E101: lines whose indentation is not made of the character that indents the first indented line. Source: pycodestyle
 * 2.14.0 `tabs_or_spaces`, asked for physical lines as flake8 7.3.0 does: some lines of an f-string are looked at twice.
 */
export function findMixedIndentation(tokens: TokenList, lines: readonly string[], report: Report): void {
  const mixed = mixedLines(lines);
  if (mixed.size === 0) return;
  const check = (line: number): void => {
    if (mixed.has(line)) report("E101", line, {});
  };
  let formatLine = 0;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] as number;
    const line = tokens.lines[index] as number;
    const endLine = tokens.endLines[index] as number;
    if (kind === Kind.FSTRING_START) {
      formatLine = line;
      continue;
    }
    if (kind === Kind.ENDMARKER || line > lines.length) break;
    // What comes right before the backslash of a joined line stands for the line's end.
    const isOnOneLine = line === endLine;
    if (kind === Kind.NL || kind === Kind.NEWLINE || (isOnOneLine && isBeforeJoint(tokens.text, tokens.ends[index] as number)))
      check(endLine);
    else if (kind === Kind.FSTRING_END) for (let row = formatLine; row < endLine; row++) check(row);
    else if (kind === Kind.STRING) for (let row = line; row < endLine; row++) check(row);
  }
}

function mixedLines(lines: readonly string[]): ReadonlySet<number> {
  const mixed = new Set<number>();
  let indent = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    for (let at = 0; at < line.length; at++) {
      const code = line.charCodeAt(at);
      if (code !== 32 && code !== 9) break;
      if (indent === 0) indent = code;
      if (code !== indent) {
        mixed.add(index + 1);
        break;
      }
    }
  }
  return mixed;
}

function isBeforeJoint(text: string, end: number): boolean {
  let at = end;
  let code = text.charCodeAt(at);
  while (code === 32 || code === 9 || code === 12) code = text.charCodeAt(++at);
  return code === 92 && text.charCodeAt(at + 1) === 10;
}
