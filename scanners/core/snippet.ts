import type { Redactor } from "./redact";
import type { Snippet } from "./types";

const MAX_LINES = 5;

/** Up to five masked lines around a finding; the marked ones begin at `line`. Null for a file without text. */
export function snippetOf(redactor: Redactor, path: string, line: number, endLine: number): Snippet | null {
  const marked = Math.min(endLine - line + 1, MAX_LINES);
  // The odd line goes above, where the statement begins.
  const above = Math.min(line - 1, Math.ceil((MAX_LINES - marked) / 2));
  const startLine = line - above;
  const lines = redactor.lines(path, startLine, startLine + MAX_LINES - 1);
  if (!lines || lines.length <= above) return null;
  if (lines.length > 1 && lines[lines.length - 1] === "" && lines.length > above + marked) lines.pop();
  return { startLine, lines, markStart: above, markEnd: Math.min(above + marked, lines.length) - 1 };
}
