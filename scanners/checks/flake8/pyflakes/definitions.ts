import type { PyNode } from "../../../python/ast";
import { ARGUMENT, Binding, DEFINITION } from "./binding";
import type { Handlers, Walker } from "./walker";

function functionDefinition(walker: Walker, node: PyNode): void {
  walker.visitAll(node.decorator_list);
  walker.enter("type");
  walker.visitAll(node.type_params ?? []);
  signature(walker, node);
  walker.leave();
  walker.bind(node, new Binding(DEFINITION, node.name, node));
}

/** Types and defaults are read where the function is defined; its body when the module has been read. */
function signature(walker: Walker, node: PyNode): void {
  const args: PyNode = node.args;
  const parameters: PyNode[] = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
  if (args.vararg) parameters.push(args.vararg);
  if (args.kwarg) parameters.push(args.kwarg);
  reportDuplicates(walker, node, parameters);
  for (const parameter of parameters) walker.annotate(parameter.annotation, node);
  walker.annotate(node.returns, node);
  walker.visitAll(args.defaults);
  walker.visitAll(args.kw_defaults);
  walker.postpone("function", node);
}

function reportDuplicates(walker: Walker, node: PyNode, parameters: readonly PyNode[]): void {
  const names = new Set<string>();
  for (const { arg } of parameters) {
    if (names.has(arg)) walker.reports.add("F831", node, arg);
    names.add(arg);
  }
}

/** Reads parameters and body of a function or lambda. */
export function runFunction(walker: Walker, node: PyNode): void {
  walker.enter("function");
  walker.visit(node.args);
  if (Array.isArray(node.body)) walker.visitAll(node.body);
  else walker.visit(node.body);
  walker.leave();
}

function parameters(walker: Walker, node: PyNode): void {
  walker.visitAll(node.posonlyargs);
  walker.visitAll(node.args);
  walker.visit(node.vararg);
  walker.visitAll(node.kwonlyargs);
  walker.visit(node.kwarg);
}

function classDefinition(walker: Walker, node: PyNode): void {
  walker.visitAll(node.decorator_list);
  walker.enter("type");
  walker.visitAll(node.type_params ?? []);
  walker.visitAll(node.bases);
  walker.visitAll(node.keywords);
  walker.enter("class");
  walker.visitAll(node.body);
  walker.leave();
  walker.leave();
  walker.bind(node, new Binding(DEFINITION, node.name, node));
}

function typeParameter(walker: Walker, node: PyNode): void {
  walker.store(node, node.name);
  if (node.bound) walker.postpone("annotation", node.bound);
}

export const DEFINITIONS: Handlers = {
  FunctionDef: functionDefinition,
  AsyncFunctionDef: functionDefinition,
  Lambda: signature,
  Arguments: parameters,
  // The binding's source is the function: its parameters fork with nothing.
  Arg: (walker, node) => walker.bind(node, new Binding(ARGUMENT, node.arg, node.parent?.parent ?? node)),
  ClassDef: classDefinition,
  TypeVar: typeParameter,
  ParamSpec: typeParameter,
  TypeVarTuple: typeParameter,
  TypeAlias: (walker, node) => {
    walker.visit(node.name);
    walker.enter("type");
    walker.visitAll(node.type_params ?? []);
    walker.postpone("annotation", node.value);
    walker.leave();
  },
};
