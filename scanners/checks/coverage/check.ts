import type { Check, CheckContext, RawFinding } from "../../core/check";
import type { Coverage } from "../../core/types";
import type { PythonProblem } from "../../python/python-file";
import { rulesOfCheck } from "../../ruleset/rules";
import { INFO } from "./info";

/** Whether every Python file was read and parsed to its end; a file that was not is a critical finding. */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("coverage"),
  *run(context: CheckContext): Iterable<RawFinding> {
    for (const file of context.python) {
      context.signal.throwIfAborted();
      const problem = file.problem;
      if (problem) yield finding(file.path, problem);
    }
  },
  coverage(context: CheckContext): Coverage {
    const coverage = { filesAnalysed: 0, filesNotAnalysed: 0, bytesAnalysed: 0, bytesNotAnalysed: 0 };
    for (const file of context.python) {
      coverage[file.problem ? "filesNotAnalysed" : "filesAnalysed"] += 1;
      coverage[file.problem ? "bytesNotAnalysed" : "bytesAnalysed"] += file.sizeBytes;
    }
    return coverage;
  },
};

function finding(path: string, problem: PythonProblem): RawFinding {
  return {
    code: "not-analysed",
    path,
    line: problem.line,
    confidence: "high",
    message: sentence(problem),
    isAboutFile: true,
    data: { reason: problem.reason },
  };
}

function sentence(problem: PythonProblem): string {
  const place = problem.line > 0 ? ` (line ${problem.line})` : "";
  switch (problem.reason) {
    case "syntax":
      return `Not valid Python 3${place}: QGIS cannot run this file and we cannot check it. Repair it, or leave it out of the package.`;
    case "not-decodable":
      return `The file cannot be read as text${place}: ${problem.message}. QGIS cannot run it and we cannot check it. Save it as UTF-8, or leave it out of the package.`;
    default:
      return `The file could not be checked${place}: ${problem.message}. Split it, move data to another format, or leave it out of the package.`;
  }
}
