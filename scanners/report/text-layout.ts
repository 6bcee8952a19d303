/** Names in a package may hold control characters, which a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{FFFD}");
}

/** "1 file", "3 files" */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Columns below which wrapping would do more harm than good. */
const MIN_TEXT_WIDTH = 24;

/** Breaks a text at spaces. A blank line in it stays one; a word that is longer than a line stands alone. */
export function wrap(text: string, width: number, indent = "", nextIndent = indent): string[] {
  const room = Math.max(MIN_TEXT_WIDTH, width - nextIndent.length);
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line && line.length + 1 + word.length > room) {
        lines.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    lines.push(line);
  }
  return lines.map((line, index) => (line ? `${index === 0 ? indent : nextIndent}${line}` : ""));
}

/** Cuts what does not fit, so that a line of code stays one line. */
export function clip(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, Math.max(1, room - 1))}…` : text;
}

export function sizeWords(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte");
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
