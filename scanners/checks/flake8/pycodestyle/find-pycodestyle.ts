import type { PythonFile } from "../../../python/python-file";
import { negativeComparisons, singletonComparisons, typeComparisons } from "./comparisons";
import { findInvalidEscapes } from "./escapes";
import { findMixedIndentation } from "./indentation";
import { ambiguousNames } from "./names";
import type { LogicalCheck, Report } from "./report";
import { forEachLogicalLine } from "./split-lines";
import { bareExcepts, namedLambdas } from "./statements";

/** A further code is a further entry: here for logical lines, in `findPycodestyle` for tokens and physical lines. */
const LOGICAL_CHECKS: readonly LogicalCheck[] = [
  singletonComparisons,
  negativeComparisons,
  typeComparisons,
  bareExcepts,
  namedLambdas,
  ambiguousNames,
];

/**
 * What pycodestyle 2.14.0 reports, run by flake8 7.3.0, of the codes that have a rule here. The file must be valid Python:
 * flake8 asks for nothing else once its syntax tree fails. The same line may be reported twice, as there.
 */
export function findPycodestyle(file: PythonFile, report: Report): void {
  const { tokens, lines } = file;
  findMixedIndentation(tokens, lines, report);
  findInvalidEscapes(tokens, report);
  forEachLogicalLine(tokens, (line) => {
    for (const check of LOGICAL_CHECKS) if ((line.contents & check.needs) === check.needs) check.find(line, report);
  });
}
