import type { Suppression } from "../../core/types";
import type { PythonFile } from "../../python/python-file";

// As flake8 7.3.0 spells it: exactly one blank, codes in any case, separated by commas or blanks.
const INLINE = /# noqa(?::\s?((?:[A-Z]+[0-9]+(?:[,\s]+)?)+))?/i;
const WHOLE_FILE = /^\s*# flake8[:=]\s*noqa/i;

/** The `# noqa` comments of one file. Source of the behaviour: flake8 7.3.0 violation.py and processor.py. */
export class NoqaComments {
  private readonly wholeFile: Suppression | undefined;
  private readonly isRelevant: boolean;

  constructor(private readonly file: PythonFile) {
    this.isRelevant = /noqa/i.test(file.text);
    const index = this.isRelevant ? file.lines.findIndex((line) => WHOLE_FILE.test(line)) : -1;
    if (index >= 0) this.wholeFile = this.suppression(index + 1, file.lines[index] as string, false);
  }

  /**
   * What hides a finding of this code on this line, or undefined. A code is named by a prefix of it, too.
   * @param joinLines also look at the other lines of a text or statement that goes on over a line's end.
   */
  suppressionOf(code: string, line: number, joinLines = true): Suppression | undefined {
    if (!this.isRelevant) return undefined;
    if (this.wholeFile) return this.wholeFile;
    const [first, last] = joinLines ? this.range(line) : [line, line];
    const match = INLINE.exec(this.file.lines.slice(first - 1, last).join("\n"));
    if (!match) return undefined;
    const at = this.lineOf(first, last, match);
    if (match[1] === undefined) return this.suppression(at, match[0], false);
    const codes = match[1].split(/[,\s]/).filter(Boolean);
    return codes.some((one) => code.startsWith(one)) ? this.suppression(at, match[0], true) : undefined;
  }

  private range(line: number): [number, number] {
    const { joined } = this.file.scan;
    let first = line;
    let last = line;
    while (joined.has(first - 1)) first--;
    while (joined.has(last)) last++;
    return [first, last];
  }

  private lineOf(first: number, last: number, match: RegExpExecArray): number {
    const before = match.input.slice(0, match.index).split("\n").length - 1;
    return Math.min(first + before, last);
  }

  private suppression(line: number, text: string, ruleSpecific: boolean): Suppression {
    return { by: "pragma", ruleSpecific, text: text.trim().slice(0, 200), path: this.file.path, line };
  }
}
