import type { PyNode } from "../../../python/ast";

/** Nodes between a name and the statement, loop or expression that stores it. */
const TARGET_PARTS = new Set(["Tuple", "List", "Set", "Starred", "Name", "Attribute", "Subscript"]);

/** What a target belongs to: the nearest node around it that is no part of a target itself. */
export function enclosingStatement(node: PyNode): PyNode {
  let statement = node.parent as PyNode;
  while (TARGET_PARTS.has(statement.nodeType)) statement = statement.parent as PyNode;
  return statement;
}

export function isLoop(node: PyNode): boolean {
  return node.nodeType === "For" || node.nodeType === "AsyncFor";
}

const hasElements = (node: PyNode): boolean => node.nodeType === "Tuple" || node.nodeType === "List" || node.nodeType === "Set";

/** `a, b = 1, 2`: as good as two assignments. The answer is kept, as every name of the statement asks. */
export function isLiteralUnpacking(statement: PyNode): boolean {
  if (statement.nodeType !== "Assign" || !hasElements(statement.value)) return false;
  statement.isLiteralUnpacking ??= (statement.targets as PyNode[]).every(hasElements);
  return statement.isLiteralUnpacking;
}
