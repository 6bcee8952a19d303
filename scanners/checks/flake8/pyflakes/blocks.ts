import { isName, type PyNode } from "../../../python/ast";
import { bindFrom, bindModules } from "./imports";
import { checkTest } from "./values";
import type { Handlers, Walker } from "./walker";

function tryStatement(walker: Walker, node: PyNode): void {
  const handlers: PyNode[] = node.handlers;
  for (const handler of handlers.slice(0, -1)) if (!handler.type) walker.reports.add("F707", handler);
  const outer = walker.handlesNameError;
  walker.handlesNameError = handlers.some(handlesNameError);
  walker.visitAll(node.body);
  walker.handlesNameError = outer;
  walker.visitAll(handlers);
  walker.visitAll(node.orelse);
  walker.visitAll(node.finalbody);
}

function handlesNameError({ type }: PyNode): boolean {
  const types: PyNode[] = !type ? [] : type.nodeType === "Tuple" ? type.elts : [type];
  return types.some((one) => isName(one, "NameError"));
}

/** The error's name exists inside its handler only. */
function exceptHandler(walker: Walker, node: PyNode): void {
  const { name } = node;
  if (!name) return walker.visitParts(node);
  const { names } = walker.scope;
  if (names.has(name)) walker.store(node, name);
  const previous = names.get(name);
  names.delete(name);
  walker.store(node, name);
  walker.visitParts(node);
  const binding = names.get(name);
  if (binding && !binding.usedFrom) walker.reports.add("F841", node, name);
  if (previous) names.set(name, previous);
  else names.delete(name);
}

/** `break` and `continue` outside of a loop; the `else` of a loop is outside. */
function loopControl(walker: Walker, node: PyNode): void {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    const { nodeType } = parent;
    if ((nodeType === "While" || nodeType === "For" || nodeType === "AsyncFor") && !isInElse(parent, child)) return;
    if (nodeType === "FunctionDef" || nodeType === "ClassDef") break;
  }
  walker.reports.add(node.nodeType === "Continue" ? "F702" : "F701", node);
}

function isInElse(loop: PyNode, child: PyNode): boolean {
  const first: PyNode | undefined = loop.orelse[0];
  if (!first) return false;
  return child.lineno === first.lineno ? child.col_offset >= first.col_offset : child.lineno > first.lineno;
}

function raise(walker: Walker, node: PyNode): void {
  walker.visitParts(node);
  const raised: PyNode | undefined = node.exc?.nodeType === "Call" ? node.exc.func : node.exc;
  if (isName(raised, "NotImplemented")) walker.reports.add("F901", node);
}

function returnStatement(walker: Walker, node: PyNode): void {
  const { kind } = walker.scope;
  if (kind === "class" || kind === "module") walker.reports.add("F706", node);
  else walker.visit(node.value);
}

/** A pattern that binds what it matches: `case x`, `case [*x]`, `case {**x}`. */
function binding(name: "name" | "rest") {
  return (walker: Walker, node: PyNode): void => {
    walker.store(node, node[name]);
    walker.visitParts(node);
  };
}

const parts = (walker: Walker, node: PyNode): void => walker.visitParts(node);

export const STATEMENTS: Handlers = {
  Expr: (walker, node) => walker.visit(node.value),
  Assign: (walker, node) => {
    walker.visit(node.value);
    walker.visitAll(node.targets);
  },
  AugAssign: (walker, node) => {
    if (node.target.nodeType === "Name") walker.load(node.target.id, node.target);
    walker.visit(node.value);
    walker.visit(node.target);
  },
  AnnAssign: (walker, node) => {
    walker.annotate(node.annotation, node);
    if (node.value && walker.isTypeAlias(node.annotation)) walker.annotate(node.value, node);
    else walker.visit(node.value);
    walker.visit(node.target);
  },
  If: (walker, node) => {
    checkTest(walker, node);
    parts(walker, node);
  },
  Assert: (walker, node) => {
    checkTest(walker, node);
    parts(walker, node);
  },
  Delete: parts,
  For: parts,
  AsyncFor: parts,
  While: parts,
  With: parts,
  AsyncWith: parts,
  WithItem: parts,
  Return: returnStatement,
  Raise: raise,
  Try: tryStatement,
  TryStar: tryStatement,
  ExceptHandler: exceptHandler,
  Break: loopControl,
  Continue: loopControl,
  Global: (walker, node) => walker.declare(node),
  Nonlocal: (walker, node) => walker.declare(node),
  Import: bindModules,
  ImportFrom: bindFrom,
  Match: parts,
  MatchCase: parts,
  MatchValue: parts,
  MatchSequence: parts,
  MatchClass: parts,
  MatchOr: parts,
  MatchAs: binding("name"),
  MatchStar: binding("name"),
  MatchMapping: binding("rest"),
};
