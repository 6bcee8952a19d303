import type { PluginPackage } from "../archive/types";
import { passwordLiterals } from "../checks/bandit/passwords";
import { secretSpans } from "../checks/secrets/detectors";
import { mayNamePassword } from "../checks/secrets/password-names";
import { forEachChild, type PyNode } from "../python/ast";
import { PythonFile } from "../python/python-file";
import type { PythonFiles } from "../python/python-files";
import { charOffset } from "../python/source-text";
import { MASK } from "./mask";
import { looksRandomSpans } from "./random-looking";
import { linesOf, readText, type TextFile } from "./text-file";

/** Longer lines are cut in a snippet. */
const MAX_LINE = 300;
/** Of longer lines, only so much is searched for secrets: far more than is shown. */
const MAX_SEARCHED = 20_000;
/** A key without its end marker hides at most this many lines. */
const MAX_KEY_LINES = 200;

interface Span {
  start: number;
  end: number;
}

/**
 * Masks everything that any of our detectors takes for a secret, filters and pragmas aside, in all that leaves the
 * engine: snippets, messages, pragma texts. One per scan; files are read when their lines are first asked for.
 */
export class Redactor {
  private readonly files = new Map<string, FileView | null>();
  private readonly bytes: ReadonlyMap<string, Uint8Array>;

  constructor(
    pluginPackage: PluginPackage,
    private readonly python: PythonFiles,
  ) {
    this.bytes = new Map(pluginPackage.files.map((file) => [file.path, file.bytes]));
  }

  /** The masked lines `first` to `last` (1-based), cut at the file's end; null for a file without text. */
  lines(path: string, first: number, last: number): string[] | null {
    const view = this.view(path);
    if (!view || first < 1) return null;
    return view.lines.slice(first - 1, last).map((line, index) => {
      const number = first + index;
      // Many findings may stand in one line, or in neighbours.
      const known = view.masked.get(number) ?? maskLine(line, path, view.hidden.get(number));
      view.masked.set(number, known);
      return known;
    });
  }

  /** The unmasked line, for what is hashed with a key and never shown. */
  rawLine(path: string, line: number): string {
    return this.view(path)?.lines[line - 1] ?? "";
  }

  /** A sentence of ours that may quote names out of a file. */
  text(text: string): string {
    return maskLine(text, "", undefined);
  }

  private view(path: string): FileView | null {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const pythonFile = this.python.get(path);
    const bytes = this.bytes.get(path);
    const text = pythonFile || !bytes ? null : readText(bytes);
    const lines = pythonFile ? pythonFile.lines : text && linesOf(text);
    const view = lines ? { lines, hidden: hiddenSpans(lines, pythonFile ?? text), masked: new Map() } : null;
    this.files.set(path, view);
    return view;
  }
}

interface FileView {
  lines: readonly string[];
  /** Spans by 1-based line that only the whole file can tell. */
  hidden: ReadonlyMap<number, Span[]>;
  /** Masked lines that were asked for, by 1-based line. */
  masked: Map<number, string>;
}

function maskLine(whole: string, path: string, hidden: readonly Span[] | undefined): string {
  const line = whole.length > MAX_SEARCHED ? whole.slice(0, MAX_SEARCHED) : whole;
  const spans = [...(hidden ?? []), ...secretSpans(line, path), ...looksRandomSpans(line)].filter((span) => span.end > span.start);
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let masked = "";
  let position = 0;
  for (const span of spans) {
    if (span.start >= position) masked += line.slice(position, span.start) + MASK;
    position = Math.max(position, span.end);
  }
  masked += line.slice(position);
  return masked.length > MAX_LINE ? `${masked.slice(0, MAX_LINE)}…` : masked;
}

function hiddenSpans(lines: readonly string[], file: PythonFile | TextFile | null): Map<number, Span[]> {
  const hidden = new Map<number, Span[]>();
  const hide = (line: number, start: number, end: number) => {
    const spans = hidden.get(line);
    if (spans) spans.push({ start, end });
    else hidden.set(line, [{ start, end }]);
  };
  const text = file?.text ?? "";
  if (KEY.test(text)) hideKeyBlocks(lines, hide);
  // The tree is asked for last: it may have to be made.
  if (file instanceof PythonFile && mayNamePassword(text) && file.tree) hidePasswordLiterals(file.tree, lines, hide);
  return hidden;
}

const KEY = /BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-{0,5}|PuTTY-User-Key-File-\d/;

type Hide = (line: number, start: number, end: number) => void;

/** The body of a private key: all that stands between its begin and end markers, over lines or on one. */
function hideKeyBlocks(lines: readonly string[], hide: Hide): void {
  let left = 0;
  for (const [index, line] of lines.entries()) {
    const begin = KEY.exec(line);
    const start = begin ? begin.index + begin[0].length : 0;
    if (begin) left = MAX_KEY_LINES;
    if (left === 0) continue;
    const end = line.indexOf("-----END", start);
    hide(index + 1, start, end < 0 ? line.length : end);
    left = end < 0 ? left - 1 : 0;
  }
}

function hidePasswordLiterals(tree: PyNode, lines: readonly string[], hide: Hide): void {
  const visit = (node: PyNode): void => {
    for (const literal of passwordLiterals(node)) {
      for (let line = literal.lineno; line <= literal.end_lineno; line++) {
        const text = lines[line - 1] ?? "";
        const start = line === literal.lineno ? charOffset(text, literal.col_offset) : 0;
        const end = line === literal.end_lineno ? charOffset(text, literal.end_col_offset) : text.length;
        // The quotes stay, so that the line still reads as code.
        hide(line, line === literal.lineno ? start + 1 : start, line === literal.end_lineno ? end - 1 : end);
      }
    }
    forEachChild(node, visit);
  };
  visit(tree);
}
