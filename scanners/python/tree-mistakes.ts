import type { PyNode } from "./ast";

/** Checks of nodes that py-ast makes and CPython 3.12 refuses, by type of node. */
const REFUSED: Readonly<Record<string, (node: PyNode) => boolean>> = {
  For: (node) => !isTarget(node.target),
  AsyncFor: (node) => !isTarget(node.target),
  Comprehension: (node) => !isTarget(node.target),
  WithItem: (node) => node.optional_vars && !isTarget(node.optional_vars),
  AnnAssign: (node) => node.target.nodeType === "Tuple" || node.target.nodeType === "List",
  NamedExpr: (node) => node.target.nodeType !== "Name",
  Delete: (node) => !node.targets.every(isDeletable),
  TypeVar: (node) => Boolean(node.default_value),
  ParamSpec: (node) => Boolean(node.default_value),
  TypeVarTuple: (node) => Boolean(node.default_value),
  TemplateStr: () => true,
  TryStar: (node) => node.handlers.some((handler: PyNode) => !handler.type),
};

/** Whether CPython 3.12 refuses this node although py-ast made it. */
export function isRefused(node: PyNode): boolean {
  return REFUSED[node.nodeType]?.(node) ?? false;
}

function isTarget(node: PyNode): boolean {
  switch (node.nodeType) {
    case "Name":
    case "Attribute":
    case "Subscript":
      return true;
    case "Starred":
      return isTarget(node.value);
    case "Tuple":
    case "List":
      return node.elts.every(isTarget);
    default:
      return false;
  }
}

function isDeletable(node: PyNode): boolean {
  if (node.nodeType === "Tuple" || node.nodeType === "List") return node.elts.every(isDeletable);
  return node.nodeType === "Name" || node.nodeType === "Attribute" || node.nodeType === "Subscript";
}
