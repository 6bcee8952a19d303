import type { Check, CheckContext, RawFinding } from "../../core/check";
import { forEachChild, type PyNode } from "../../python/ast";
import type { PythonFile } from "../../python/python-file";
import { scopeName, statementText } from "../../python/source-text";
import { rulesOfCheck } from "../../ruleset/rules";
import { INFO } from "./info";
import { NoqaComments } from "./noqa";
import { findPyflakes } from "./pyflakes/find-pyflakes";

/** Flake8 7.3.0's E722 (pycodestyle), E999 and F821 (pyflakes) on our own tree. */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("flake8"),
  *run(context: CheckContext): Iterable<RawFinding> {
    for (const file of context.python) {
      context.signal.throwIfAborted();
      const tree = file.lenientTree;
      const noqa = new NoqaComments(file);
      if (tree) yield* checkTree(file, tree, noqa);
      else if (file.problem?.reason === "syntax" || file.problem?.reason === "not-decodable")
        yield syntaxError(file, file.problem.line, noqa);
    }
  },
};

const CODES = new Set(check.rules.map((rule) => rule.code));

function* checkTree(file: PythonFile, tree: PyNode, noqa: NoqaComments): Iterable<RawFinding> {
  for (const handler of bareHandlers(tree)) {
    yield finding(file, noqa, "E722", handler, {
      message: "This except catches every error, also those that should end the program.",
      statement: `except: ${handler.body[0] ? statementText(file, handler.body[0]).slice(0, 200) : ""}`,
    });
  }
  for (const { code, node, message, data, statement, endLine } of findPyflakes(file, tree)) {
    if (CODES.has(code)) yield { ...finding(file, noqa, code, node, { message, statement, ...(data ? { data } : {}) }), endLine };
  }
}

function finding(
  file: PythonFile,
  noqa: NoqaComments,
  code: string,
  node: PyNode,
  rest: Pick<RawFinding, "message" | "data" | "statement">,
): RawFinding {
  const suppression = noqa.suppressionOf(code, node.lineno);
  const scope = scopeName(node);
  return { code, path: file.path, line: node.lineno, confidence: "high", scope, ...rest, ...(suppression ? { suppression } : {}) };
}

function syntaxError(file: PythonFile, line: number, noqa: NoqaComments): RawFinding {
  const suppression = noqa.suppressionOf("E999", line, false);
  return {
    code: "E999",
    path: file.path,
    line,
    confidence: "high",
    message: "From here on the file is not valid Python 3.",
    ...(suppression ? { suppression } : {}),
  };
}

function bareHandlers(tree: PyNode): PyNode[] {
  const handlers: PyNode[] = [];
  const visit = (node: PyNode): void => {
    if (node.nodeType === "ExceptHandler" && !node.type) handlers.push(node);
    if (STATEMENT_HOLDERS.has(node.nodeType)) forEachChild(node, visit, BLOCKS);
  };
  visit(tree);
  return handlers;
}

/** Only statements hold except clauses: expressions need no walk. */
const BLOCKS = ["body", "handlers", "orelse", "finalbody", "cases"];
const STATEMENT_HOLDERS = new Set([
  "Module",
  "FunctionDef",
  "AsyncFunctionDef",
  "ClassDef",
  "If",
  "For",
  "AsyncFor",
  "While",
  "With",
  "AsyncWith",
  "Try",
  "TryStar",
  "ExceptHandler",
  "Match",
  "MatchCase",
]);
