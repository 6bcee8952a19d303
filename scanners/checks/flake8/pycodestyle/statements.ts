import { isIdentifier } from "../../../python/characters";
import { HAS_EXCEPT, HAS_LAMBDA, type LogicalLine } from "./logical-line";
import type { LogicalCheck, Report } from "./report";

/** E722: `except:` without a kind of error. Source: pycodestyle 2.14.0 `bare_except`. */
export const bareExcepts: LogicalCheck = {
  needs: HAS_EXCEPT,
  find(line: LogicalLine, report: Report): void {
    const { tokens } = line;
    const first = line.firstToken();
    if (tokens.textOf(first) === "except" && tokens.textOf(line.firstToken(first + 1)) === ":") report("E722", line.lineAt(0), {});
  },
};

const LAMBDA = /(?<![\p{L}\p{N}_])lambda(?![\p{L}\p{N}_])/u;

/** E731: a lambda that is given a name at once. Source: pycodestyle 2.14.0 `compound_statements`. */
export const namedLambdas: LogicalCheck = {
  needs: HAS_LAMBDA,
  find(line: LogicalLine, report: Report): void {
    const { text } = line;
    const lambda = LAMBDA.exec(text)?.index ?? -1;
    if (lambda < 0) return;
    const before = text.slice(0, lambda).trimEnd();
    const name = before.slice(0, -1).trim();
    if (before.endsWith("=") && isIdentifier(name) && hasColonBehind(text, lambda)) report("E731", line.lineAt(0), { name });
  },
};

/** Whether the first colon outside of brackets that counts stands behind the lambda. */
function hasColonBehind(text: string, lambda: number): boolean {
  const open = { "{": 0, "[": 0, "(": 0 };
  for (let at = 0; at < text.length - 1; at++) {
    const char = text.charAt(at);
    if (char === "{" || char === "[" || char === "(") open[char]++;
    else if (char === "}") open["{"]--;
    else if (char === "]") open["["]--;
    else if (char === ")") open["("]--;
    else if (char === ":" && at >= lambda && open["{"] <= 0 && open["["] <= 0 && open["("] <= 0 && text.charAt(at + 1) !== "=") return true;
  }
  return false;
}
