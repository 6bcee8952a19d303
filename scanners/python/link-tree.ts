import { CHILD_FIELDS, type PyNode } from "./ast";
import { isRefused } from "./tree-mistakes";

/**
 * Deepest nesting that is analysed. Bandit gives up near Python's recursion limit of 1,000 (a sum of about that many
 * operands); what lies deeper is reported as not analysed by us, never passed over.
 */
export const MAX_DEPTH = 950;

export class TreeProblem extends Error {
  constructor(
    readonly reason: "too-deep" | "syntax",
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const NO_FIELDS: readonly string[] = [];

/**
 * Prepares a fresh tree in one walk without recursion: parents, depths, positions for nodes that have none; comments
 * between statements are dropped.
 * @throws TreeProblem when it is nested deeper than MAX_DEPTH, or holds what CPython refuses.
 */
export function linkTree(root: PyNode): void {
  root.parent = null;
  root.depth = 0;
  const stack: PyNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    node.lineno ??= 0;
    node.end_lineno ??= node.lineno;
    if (isRefused(node)) throw new TreeProblem("syntax", node.lineno || (node.parent?.lineno ?? 1), "not valid in Python 3.12");
    for (const field of CHILD_FIELDS[node.nodeType] ?? NO_FIELDS) {
      const value = node[field];
      if (Array.isArray(value)) {
        for (const child of value) if (child) adopt(child, node, stack);
      } else if (value !== null && typeof value === "object") adopt(value, node, stack);
    }
  }
}

function adopt(child: PyNode, parent: PyNode, stack: PyNode[]): void {
  child.parent = parent;
  child.depth = parent.depth + 1;
  if (child.depth > MAX_DEPTH) throw new TreeProblem("too-deep", child.lineno || parent.lineno, `nested deeper than ${MAX_DEPTH} levels`);
  stack.push(child);
}
