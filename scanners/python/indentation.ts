import type { SourceScan } from "./scan-source";

const TAB_STOP = 8;

/**
 * The line at which CPython refuses a mix of tabs and blanks, or null: indentation must compare the same way whether a
 * tab counts as eight columns or as one. py-ast accepts such files. Source: CPython 3.12, Parser/tokenizer.c.
 */
export function findTabError(lines: readonly string[], scan: () => SourceScan): number | null {
  if (!lines.some((line) => line.charCodeAt(0) <= 32 && /^ *\t/.test(line))) return null;
  const { joined, bracketed } = scan();
  const columns = [0];
  const narrow = [0];
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (joined.has(index) || bracketed.has(number)) continue;
    const indent = /^[ \t\f]*/.exec(line)?.[0] ?? "";
    const next = line[indent.length];
    if (next === undefined || next === "#" || (next === "\\" && line.length === indent.length + 1)) continue;
    const [column, narrowColumn] = measure(indent);
    while (column < (columns.at(-1) as number)) {
      columns.pop();
      narrow.pop();
    }
    const top = columns.at(-1) as number;
    const narrowTop = narrow.at(-1) as number;
    if (column === top ? narrowColumn !== narrowTop : narrowColumn <= narrowTop) return number;
    if (column > top) {
      columns.push(column);
      narrow.push(narrowColumn);
    }
  }
  return null;
}

function measure(indent: string): [column: number, narrow: number] {
  let column = 0;
  let narrow = 0;
  for (const char of indent) {
    if (char === "\f") column = narrow = 0;
    else if (char === "\t") {
      column = (Math.floor(column / TAB_STOP) + 1) * TAB_STOP;
      narrow++;
    } else {
      column++;
      narrow++;
    }
  }
  return [column, narrow];
}
