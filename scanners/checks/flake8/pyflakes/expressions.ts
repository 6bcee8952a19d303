import type { PyNode } from "../../../python/ast";
import { checkDotFormat } from "./dot-format";
import { checkPercentFormat } from "./percent-format";
import { typingCall } from "./typing-calls";
import { checkComparison, checkKeys, checkStars, checkTest } from "./values";
import type { Handlers, Walker } from "./walker";

function name(walker: Walker, node: PyNode): void {
  const context = node.ctx.nodeType;
  if (context === "Load") {
    walker.load(node.id, node);
    if (node.id === "locals" && walker.scope.kind === "function" && node.parent?.nodeType === "Call") walker.scope.usesLocals = true;
  } else if (context === "Store") walker.store(node, node.id);
  else walker.remove(node.id, node);
}

function call(walker: Walker, node: PyNode): void {
  const { func } = node;
  if (func.nodeType === "Attribute" && func.attr === "format") checkDotFormat(walker, node);
  if (walker.usesTyping) callOfTyping(walker, node);
  else {
    walker.visit(func);
    walker.visitAll(node.args);
    walker.visitAll(node.keywords);
  }
}

function callOfTyping(walker: Walker, node: PyNode): void {
  const plan = typingCall(node, walker.scope);
  if (plan.castType) walker.visitType(plan.castType, "bare");
  if (plan.omit.length === 0) return walker.visitParts(node);
  const outer = walker.annotation;
  walker.annotation = "none";
  for (const [part, omit] of plan.plain) walker.visitParts(part, omit);
  walker.visitParts(node, plan.omit);
  walker.annotation = outer;
  for (const type of plan.types) walker.visitType(type, "bare");
}

function subscript(walker: Walker, node: PyNode): void {
  const { value, slice } = node;
  const called = value.nodeType === "Name" ? value.id : value.nodeType === "Attribute" ? value.attr : "";
  const outer = walker.annotation;
  if (called === "Annotated") {
    walker.visit(value);
    const parts: PyNode[] = slice.nodeType === "Tuple" && slice.elts.length > 1 ? slice.elts : [slice];
    walker.visit(parts[0]);
    walker.annotation = "none";
    for (const part of parts.slice(1)) walker.visit(part);
  } else {
    if (called === "Literal") walker.annotation = "none";
    else if (walker.isTyping(value)) walker.annotation = "bare";
    walker.visit(value);
    walker.visit(slice);
  }
  walker.annotation = outer;
}

function formattedString(walker: Walker, node: PyNode): void {
  const outer = walker.isInFormattedString;
  if (!outer && !(node.values as PyNode[]).some((part) => part.nodeType === "FormattedValue")) walker.reports.add("F541", node);
  walker.isInFormattedString = true;
  walker.visitAll(node.values);
  walker.isInFormattedString = outer;
}

function comprehension(walker: Walker, node: PyNode): void {
  walker.enter("generator");
  walker.visitParts(node);
  walker.leave();
}

function inFunction(walker: Walker, node: PyNode): void {
  const { kind } = walker.scope;
  if (kind === "class" || kind === "module") walker.reports.add("F704", node);
  else walker.visit(node.value);
}

const parts = (walker: Walker, node: PyNode): void => walker.visitParts(node);
const value = (walker: Walker, node: PyNode): void => walker.visit(node.value);

export const EXPRESSIONS: Handlers = {
  Name: name,
  Attribute: value,
  Call: call,
  Subscript: subscript,
  Constant: (walker, node) => {
    if (walker.annotation !== "none") walker.postponeText(node, node);
  },
  Keyword: value,
  Starred: value,
  BinOp: (walker, node) => {
    if (node.op.nodeType === "Mod") checkPercentFormat(walker, node);
    walker.visit(node.left);
    walker.visit(node.right);
  },
  Compare: (walker, node) => {
    checkComparison(walker, node);
    walker.visit(node.left);
    walker.visitAll(node.comparators);
  },
  BoolOp: (walker, node) => walker.visitAll(node.values),
  UnaryOp: (walker, node) => walker.visit(node.operand),
  NamedExpr: parts,
  IfExp: (walker, node) => {
    checkTest(walker, node);
    parts(walker, node);
  },
  Dict: (walker, node) => {
    checkKeys(walker, node);
    walker.visitAll(node.keys);
    walker.visitAll(node.values);
  },
  Set: (walker, node) => walker.visitAll(node.elts),
  Tuple: (walker, node) => {
    checkStars(walker, node);
    walker.visitAll(node.elts);
  },
  List: (walker, node) => {
    checkStars(walker, node);
    walker.visitAll(node.elts);
  },
  Slice: parts,
  JoinedStr: formattedString,
  FormattedValue: parts,
  TemplateStr: parts,
  Interpolation: parts,
  ListComp: comprehension,
  SetComp: comprehension,
  DictComp: comprehension,
  GeneratorExp: comprehension,
  Comprehension: parts,
  Await: inFunction,
  Yield: inFunction,
  YieldFrom: inFunction,
};
