import type { PyNode } from "../../../python/ast";

const STATEMENTS = new Set([
  "FunctionDef",
  "AsyncFunctionDef",
  "ClassDef",
  "Return",
  "Delete",
  "Assign",
  "TypeAlias",
  "AugAssign",
  "AnnAssign",
  "For",
  "AsyncFor",
  "While",
  "If",
  "With",
  "AsyncWith",
  "Match",
  "Raise",
  "Try",
  "TryStar",
  "Assert",
  "Import",
  "ImportFrom",
  "Global",
  "Nonlocal",
  "Expr",
  "Pass",
  "Break",
  "Continue",
]);

/**
 * Whether only one of two places can run, because they stand in different branches of the innermost `if`, `try` or
 * `match` around both. Bodies of functions are looked at apart: a place inside one and a place outside never fork.
 */
export function areOnDifferentForks(one: PyNode, other: PyNode | null): boolean {
  if (!other) return false;
  let left: PyNode = one;
  let right: PyNode = other;
  let leftBranch = left;
  let rightBranch = right;
  while (left !== right) {
    const goesLeft = left.depth >= right.depth;
    const from = goesLeft ? left : right;
    if (!from.parent || isPostponed(from, from.parent)) return false;
    if (goesLeft) {
      leftBranch = left;
      left = from.parent;
    } else {
      rightBranch = right;
      right = from.parent;
    }
  }
  return leftBranch !== rightBranch && fork(left, leftBranch) !== fork(left, rightBranch);
}

/** Parameters and bodies of functions, and some types, are read when all else has been read. */
function isPostponed(node: PyNode, parent: PyNode): boolean {
  switch (parent.nodeType) {
    case "FunctionDef":
    case "AsyncFunctionDef":
      return STATEMENTS.has(node.nodeType) || node.isPostponedType === true;
    case "Lambda":
      return node.nodeType !== "Arguments";
    case "Arguments":
      return node.nodeType === "Arg" || node.isPostponedType === true;
    default:
      return node.isPostponedType === true;
  }
}

/** Names the branch of `statement` in which its child stands; null for what every way through it runs. */
function fork(statement: PyNode, child: PyNode): PyNode | null {
  switch (statement.nodeType) {
    case "If":
      return child !== statement.test && isBefore(child, statement.orelse) ? statement : null;
    case "Try":
      if (child.nodeType === "ExceptHandler") return child;
      return isBefore(child, statement.finalbody) ? statement : null;
    case "Match":
      return child.nodeType === "MatchCase" ? child : null;
    default:
      return null;
  }
}

function isBefore(node: PyNode, block: readonly PyNode[]): boolean {
  const first = block[0];
  if (!first) return true;
  return node.lineno === first.lineno ? node.col_offset < first.col_offset : node.lineno < first.lineno;
}
