import { HAS_AMBIGUOUS_NAME, type LogicalLine } from "./logical-line";
import type { LogicalCheck, Report } from "./report";

const BINDERS = new Set(["as", "for", "global", "nonlocal"]);
const BEFORE_PARAMETER = new Set(["lambda", ",", "*", "**", "("]);

/**
 * E741, E742, E743: names that look like digits. Source: pycodestyle 2.14.0 `ambiguous_identifier`, which compares
 * tokens as parts of a text: one without text (the end of a block) counts as any bracket.
 */
export const ambiguousNames: LogicalCheck = {
  needs: HAS_AMBIGUOUS_NAME,
  find(line: LogicalLine, report: Report): void {
    const { tokens, start, end } = line;
    let functionDepth = -1;
    let isBehindParameters = false;
    let depth = 0;
    let before = tokens.textOf(start);
    for (let index = start + 1; index < end; index++) {
      const text = tokens.textOf(index);
      const row = tokens.lines[index] as number;
      if (before === "def" || before === "lambda") {
        functionDepth = depth;
        isBehindParameters = false;
      } else if (functionDepth >= 0 && text === ":" && depth === functionDepth) isBehindParameters = true;
      if ("([{".includes(text)) depth++;
      else if (")]}".includes(text)) depth--;
      let found = 0;
      let name = text;
      if ((text === ":=" || (text === "=" && depth === 0)) && isAmbiguous(before)) {
        found = tokens.lines[index - 1] as number;
        name = before;
      }
      if (isAmbiguous(text)) {
        if (BINDERS.has(before)) found = row;
        const isParameter = functionDepth >= 0 && !isBehindParameters && BEFORE_PARAMETER.has(before);
        if (isParameter && index < end - 1 && ":,=)".includes(tokens.textOf(index + 1))) found = row;
        if (before === "class") report("E742", row, { name });
        if (before === "def") report("E743", row, { name });
      }
      if (found > 0) report("E741", found, { name });
      before = text;
    }
  },
};

function isAmbiguous(text: string): boolean {
  return text === "l" || text === "O" || text === "I";
}
