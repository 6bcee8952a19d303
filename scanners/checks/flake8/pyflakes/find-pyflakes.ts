import type { PyNode } from "../../../python/ast";
import type { PythonFile } from "../../../python/python-file";
import { statementText } from "../../../python/source-text";
import { STATEMENTS } from "./blocks";
import { DEFINITIONS, runFunction } from "./definitions";
import { EXPRESSIONS } from "./expressions";
import { messageOf } from "./messages";
import type { Report } from "./reports";
import { reportUnused } from "./unused";
import { type Handlers, Walker } from "./walker";

export interface PyflakesMessage {
  /** As flake8 7.3.0 calls it, for instance F401. */
  code: string;
  /** What it is about; nodes inside a type in quotes are there, too. */
  node: PyNode;
  /** 1-based, the line that flake8 reports: that of `node`, the first one of a statement. */
  line: number;
  /** 0-based, in bytes of UTF-8; flake8 prints it plus one. */
  col: number;
  endLine: number;
  message: string;
  data?: Record<string, string>;
  /** For fingerprints: what is named, or the code itself, without comments of the first line. */
  statement: string;
}

const HANDLERS: Handlers = Object.assign(Object.create(null), STATEMENTS, DEFINITIONS, EXPRESSIONS);

/**
 * What pyflakes 3.4.0 says of a module on CPython 3.12, doctests off, without names of its own from outside. All codes
 * that it can give there are here; F542 (t-strings) and F721 (doctests) cannot come up.
 *
 * In the order of (line, col), as flake8 7.3.0 lists them (checker.py, `Manager.report`: sorted by place, stable).
 * Nothing is dropped as double there: the same code may be listed twice at one place.
 *
 * Where the real tool ends with an error of its own, and with it flake8's whole run, we go on: `__all__ += …` after an
 * `__all__` that is no list, a future import of annotations inside a function, trees deeper than about 300 levels.
 * CPython 3.12.1 puts an empty text behind the last field of a nested format (`f"{a:>{b}}"`), later ones do not; inside
 * a type it gives that version one F722 more.
 *
 * @param tree the module; nodes of type annotations in quotes are made from their text. Never throws for a tree of
 * limited depth (`linkTree`).
 */
export function findPyflakes(file: PythonFile, tree: PyNode): PyflakesMessage[] {
  const walker = new Walker(file.path.endsWith("/__init__.py"), HANDLERS);
  walker.run(tree, runFunction);
  reportUnused(walker);
  const statements = new Map<PyNode, string>();
  return walker.reports.standing.map((report) => toMessage(file, report, statements)).sort((a, b) => a.line - b.line || a.col - b.col);
}

/** Codes whose message is about the name alone: its fingerprint outlives changes of the code around it. */
const ABOUT_NAMES = new Set(["F401", "F402", "F403", "F405", "F811", "F821", "F822", "F823", "F824", "F831", "F841", "F842"]);

/** @param statements texts of nodes so far: one node may have many reports. */
function toMessage(file: PythonFile, { code, node, words }: Report, statements: Map<PyNode, string>): PyflakesMessage {
  const isBlock = Array.isArray(node.body);
  let statement = ABOUT_NAMES.has(code) ? words[0] : statements.get(node);
  if (statement === undefined) {
    statement = isBlock ? headerOf(file, node) : statementText(file, node);
    statements.set(node, statement);
  }
  return {
    code,
    node,
    line: node.lineno,
    col: node.col_offset,
    endLine: isBlock ? node.lineno : node.end_lineno,
    ...messageOf(code, words),
    statement,
  };
}

/** The first line of a definition or block, without a comment behind it. */
function headerOf(file: PythonFile, node: PyNode): string {
  const line = file.lines[node.lineno - 1] ?? "";
  return (line.split(" #", 1)[0] ?? "").trim().slice(0, 200);
}
