import { pragmaReason } from "../../core/pragma-reason";
import type { Suppression } from "../../core/types";
import type { PythonFile } from "../../python/python-file";
import { DEDENT, ENDMARKER, NEWLINE, NL } from "../../python/token-list";
import { tokenize } from "../../python/tokenizer";

// As flake8 7.3.0 spells it: exactly one blank, codes in any case, separated by commas or blanks. Python counts four
// letters beyond ASCII among the letters from A to Z when case does not matter.
const INLINE = /# noqa(?::\s?((?:[A-Z\u0130\u0131\u017F\u212A]+[0-9]+(?:[,\s]+)?)+))?/i;
const WHOLE_FILE = /^\s*# flake8[:=]\s*noqa/i;
const FILE_CODES = /^\s*:\s*((?:[A-Z]+[0-9]+[,\s]*)+)/i;
const CODE = /^[A-Z]+\d+$/i;

/** A comment that hides findings of the lines from `first` to `last`. */
interface Noqa {
  line: number;
  text: string;
  /** Prefixes of codes; none: all codes. */
  codes: readonly string[];
  reason?: string;
}

/** The `# noqa` comments of one file. Source of the behaviour: flake8 7.3.0 defaults.py, violation.py and processor.py. */
export class NoqaComments {
  /** `# flake8: noqa` hides the whole file, whatever codes stand behind it. */
  private readonly wholeFile: Noqa | null = null;
  private readonly isRelevant: boolean;
  private ranges: Int32Array | null | undefined;
  private readonly found = new Map<number, Noqa | null>();

  constructor(private readonly file: PythonFile) {
    this.isRelevant = /noqa/i.test(file.text);
    const index = this.isRelevant ? file.lines.findIndex((line) => WHOLE_FILE.test(line)) : -1;
    if (index < 0) return;
    const line = file.lines[index] as string;
    const codes = FILE_CODES.exec(line.replace(WHOLE_FILE, ""))?.[1] ?? "";
    this.wholeFile = { line: index + 1, text: line.trim(), codes: codes.split(/[,\s]+/).filter(Boolean) };
  }

  /** What hides a finding of this code on this line, or undefined. A code is named by a prefix of it, too. */
  suppressionOf(code: string, line: number): Suppression | undefined {
    if (!this.isRelevant) return undefined;
    if (this.wholeFile) return this.suppression(this.wholeFile, code);
    const noqa = this.noqaOf(line);
    if (!noqa || (noqa.codes.length > 0 && !isNamed(code, noqa))) return undefined;
    return this.suppression(noqa, code);
  }

  /** The first comment in the lines that belong together: over the ends of texts, and behind backslashes. */
  private noqaOf(line: number): Noqa | null {
    this.ranges ??= joinedLines(this.file);
    const first = this.ranges?.[2 * line] || line;
    const last = this.ranges?.[2 * line + 1] || line;
    const known = this.found.get(first);
    if (known !== undefined) return known;
    const text = this.file.lines.slice(first - 1, last).join("\n");
    const match = INLINE.exec(text);
    const noqa = match ? noqaOf(match, first) : null;
    this.found.set(first, noqa);
    return noqa;
  }

  private suppression(noqa: Noqa, code: string): Suppression {
    return {
      by: "pragma",
      ruleSpecific: isNamed(code, noqa),
      text: noqa.text.slice(0, 200),
      path: this.file.path,
      line: noqa.line,
      ...(noqa.reason ? { reason: noqa.reason } : {}),
    };
  }
}

function noqaOf(match: RegExpExecArray, first: number): Noqa {
  const { input, index } = match;
  const end = index + match[0].length;
  const rest = input.slice(end).split("\n", 1)[0] as string;
  const reason = pragmaReason(rest, (word) => CODE.test(word));
  return {
    line: first + input.slice(0, index).split("\n").length - 1,
    text: match[0].trim(),
    codes: (match[1] ?? "").split(/[,\s]+/).filter(Boolean),
    ...(reason ? { reason } : {}),
  };
}

function isNamed(code: string, noqa: Noqa): boolean {
  return noqa.codes.some((one) => code.startsWith(one));
}

/**
 * For each line (at twice its number) the first and last line that its tokens reach; 0 where nothing is known. Null when
 * Python's module `tokenize` refuses the text: flake8 then looks at each line alone.
 */
function joinedLines(file: PythonFile): Int32Array | null {
  const tokens = file.tokens.problem ? tokenize(file.text, true) : file.tokens;
  if (tokens.problem) return null;
  const ranges = new Int32Array(2 * file.lines.length + 4);
  let first = 0;
  let last = 0;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind === ENDMARKER || kind === DEDENT) continue;
    if (first === 0) first = tokens.lines[index] as number;
    last = Math.max(last, tokens.endLines[index] as number);
    if (kind !== NL && kind !== NEWLINE) continue;
    if (last > first) for (let line = first; line <= last; line++) ranges.set([first, last], 2 * line);
    first = last = 0;
  }
  return ranges;
}
