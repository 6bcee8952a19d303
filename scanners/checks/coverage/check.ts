import type { PackageFile } from "../../archive/types";
import type { Check, CheckContext, RawFinding } from "../../core/check";
import { readText } from "../../core/text-file";
import type { Coverage } from "../../core/types";
import type { PythonProblem } from "../../python/python-file";
import { rulesOfCheck } from "../../ruleset/rules";
import { settingProblems } from "./author-settings";
import { INFO } from "./info";

/**
 * Whether every Python file was read and parsed to its end; a file that was not is a critical finding. Also what else was not
 * read or not followed, which only the author needs to know.
 */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("coverage"),
  *run(context: CheckContext): Iterable<RawFinding> {
    for (const file of context.python) {
      context.signal.throwIfAborted();
      const problem = file.problem;
      if (problem) yield pythonFinding(file.path, problem);
    }
    for (const file of context.files) if (isUnreadText(file)) yield unreadText(file.path);
    const paths = new Set(context.files.map((file) => file.path));
    for (const { path, line, message } of settingProblems(context.package)) {
      if (paths.has(path)) yield { code: "setting-not-followed", path, line, confidence: "high", message, statement: message };
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

/** Endings of text that people write, or that programs write for people. */
const TEXT_ENDING = /\.(?:cfg|conf|css|csv|env|geojson|html?|ini|js|json|md|po|qml|qgs|rst|sh|sql|svg|tex|toml|ts|tsv|txt|ui|xml|ya?ml)$/i;

function isUnreadText(file: PackageFile): boolean {
  // Text that is no UTF-8 is read as Latin-1, unless it holds zero bytes: these are looked for first, since that costs nothing.
  return TEXT_ENDING.test(file.path) && file.bytes.includes(0) && readText(file.bytes) === null;
}

function unreadText(path: string): RawFinding {
  const message = "The file has the ending of a text and holds other bytes: it was not searched for secrets.";
  return { code: "text-not-read", path, line: 0, confidence: "high", message };
}

function pythonFinding(path: string, problem: PythonProblem): RawFinding {
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
  switch (problem.reason) {
    case "syntax":
      return `Not valid Python 3: QGIS cannot run this file and we cannot check it. Repair it, or leave it out of the package.`;
    case "not-decodable":
      return `The file cannot be read as text: ${problem.message}. QGIS cannot run it and we cannot check it. Save it as UTF-8, or leave it out of the package.`;
    default:
      return `The file could not be checked: ${problem.message}. Split it, move data to another format, or leave it out of the package.`;
  }
}
