import { pragmaReason } from "../../core/pragma-reason";
import type { Suppression } from "../../core/types";
import type { PythonFile } from "../../python/python-file";
import { testId } from "./test-names";

/** One `# nosec` comment. No tests named: it asks to hide everything on its lines. */
interface Nosec {
  line: number;
  text: string;
  tests: ReadonlySet<string>;
  reason: string | undefined;
}

/** Python's `\s`; JavaScript's takes a byte order mark for a blank, and not the separators of ASCII. */
const BLANKS = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";
const NOSEC = new RegExp(`#${BLANKS}nosec:?${BLANKS}([^#]+)?#?`);
const NAME = new RegExp(`#${BLANKS}nosec`);
// As in Bandit: of words joined by commas without blanks only the last one counts, and unknown words are passed over.
const WORDS = /(?:(B\d+|[a-z\d_]+),?)+/gi;

/** The `# nosec` comments of a file as Bandit 1.9.4 reads them (its manager.py and tester.py). */
export class NosecComments {
  private readonly byLine = new Map<number, Nosec>();
  /** In order; a file has one comment a line. */
  private readonly all: Nosec[] = [];

  constructor(private readonly file: PythonFile) {
    if (!file.text.includes("nosec")) return;
    for (const comment of file.comments) {
      const match = NOSEC.exec(comment.text);
      if (!match) continue;
      const nosec = parse(comment.line, comment.text, match[1] ?? "");
      this.byLine.set(comment.line, nosec);
      this.all.push(nosec);
    }
  }

  /**
   * What hides a finding of this test, or undefined.
   * @param reportedLine the line that the test itself names, where it does.
   * @param firstLine @param lastLine the lines of the node that was looked at; the first comment in them counts.
   */
  suppressionOf(code: string, reportedLine: number | undefined, firstLine: number, lastLine: number): Suppression | undefined {
    if (this.byLine.size === 0) return undefined;
    const onLine = reportedLine === undefined ? undefined : this.byLine.get(reportedLine);
    const inRange = this.firstIn(firstLine, lastLine);
    const found = [onLine, inRange].filter((one) => one !== undefined);
    if (found.length === 0) return undefined;
    const naming = found.find((one) => one.tests.has(code));
    if (naming) return this.suppression(naming, true);
    return found.every((one) => one.tests.size === 0) ? this.suppression(found[0] as Nosec, false) : undefined;
  }

  private firstIn(firstLine: number, lastLine: number): Nosec | undefined {
    let low = 0;
    for (let high = this.all.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.all[middle] as Nosec).line < firstLine) low = middle + 1;
      else high = middle;
    }
    const nosec = this.all[low];
    return nosec && nosec.line <= lastLine ? nosec : undefined;
  }

  private suppression(nosec: Nosec, ruleSpecific: boolean): Suppression {
    const suppression: Suppression = { by: "pragma", ruleSpecific, text: nosec.text.slice(0, 200), path: this.file.path, line: nosec.line };
    return nosec.reason ? { ...suppression, reason: nosec.reason } : suppression;
  }
}

function parse(line: number, text: string, words: string): Nosec {
  const tests = new Set<string>();
  for (const match of words.matchAll(WORDS)) {
    const id = testId(match[1] as string);
    if (id) tests.add(id);
  }
  const [name] = NAME.exec(text) as RegExpExecArray;
  const behind = text.slice(text.indexOf(name) + name.length);
  return { line, text, tests, reason: pragmaReason(behind, (word) => testId(word) !== undefined) };
}
