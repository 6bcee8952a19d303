import type { PythonFile } from "../../../../python/python-file";
import type { BanditIssue, BanditTests } from "../../issue";

const TURNING = /[\u200f\u202a-\u202e\u2066-\u2069]/;
const PRAGMA = /#\s*nosec.*/s;
/** What ends a line for Python's `str.splitlines`; in our texts `\n` stands for `\r\n`, too. */
const LINE_ENDS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029";
const LINE_END = new RegExp(`[${LINE_ENDS}]`, "g");

/** B613, source: Bandit 1.9.4 plugins/trojansource.py: the first line that holds one, once per file. */
function turnedText({ file }: { file: PythonFile }): BanditIssue | null {
  const place = file.text.search(TURNING);
  if (place < 0) return null;
  const above = file.text.slice(0, place).match(LINE_END);
  const character = `U+${file.text.charCodeAt(place).toString(16).toUpperCase()}`;
  return {
    code: "B613",
    severity: "high",
    confidence: "medium",
    line: (above?.length ?? 0) + 1,
    message: `The invisible character ${character} turns the direction in which the text is shown.`,
    data: { character },
    statement: turnedLines(file.text),
  };
}

/** All such lines, without their pragmas: one more makes another finding of it, which nobody has decided about yet. */
function turnedLines(text: string): string {
  const lines = text.split("\n").filter((line) => TURNING.test(line));
  return lines.map((line) => line.replace(PRAGMA, (pragma) => (TURNING.test(pragma) ? pragma : "")).trim()).join("\n");
}

export const detect: BanditTests = { File: [{ code: "B613", test: turnedText }] };
