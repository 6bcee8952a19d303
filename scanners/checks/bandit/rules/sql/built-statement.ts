import { isStringConstant, type PyNode } from "../../../../python/ast";
import type { BanditIssue, NodeContext } from "../../issue";
import { Operands } from "./operands";
import { sqlKind } from "./sql-text";

interface Built {
  statement: string;
  /** The whole expression that makes the text. */
  expression: PyNode;
  isReplaced?: boolean;
}

const SUMS = new WeakMap<PyNode, Operands>();
const FIRST_PIECES = new WeakMap<PyNode, PyNode>();

/** B608, source: Bandit 1.9.4 plugins/injection_sql.py. */
export function builtStatement({ node }: NodeContext): BanditIssue | null {
  const built = builtFrom(node);
  if (!built) return null;
  const kind = sqlKind(built.statement);
  if (kind === null) return null;
  const isExecuted = isExecuteCall(built.expression.parent);
  const how = built.isReplaced ? "by replace()" : "from pieces of text";
  return {
    code: "B608",
    severity: "medium",
    confidence: isExecuted && !built.isReplaced ? "medium" : "low",
    message: `${article(kind)} ${kind} statement is put together ${how}${isExecuted ? " and executed" : ""}.`,
    data: { statement: kind },
    ...(built.expression.lineno > 0 ? { anchor: built.expression } : {}),
  };
}

function article(kind: string): string {
  return kind === "SELECT" || kind === "DELETE" ? "A" : "An";
}

function builtFrom(node: PyNode): Built | null {
  const parent = node.parent as PyNode;
  if (parent.nodeType === "BinOp") {
    const sum = operandsAround(parent);
    return { statement: sum.statementAt(node), expression: sum.root };
  }
  if (parent.nodeType === "Attribute" && (parent.attr === "format" || parent.attr === "replace"))
    return { statement: node.value, expression: parent.parent as PyNode, isReplaced: parent.attr === "replace" };
  if (parent.nodeType !== "JoinedStr") return null;
  // An f-string is one text, looked at where its first piece stands.
  if (firstPiece(parent) !== node) return null;
  const pieces = (parent.values as PyNode[]).filter(isStringConstant);
  return { statement: pieces.map((piece) => piece.value).join(""), expression: parent };
}

function firstPiece(joined: PyNode): PyNode | undefined {
  let first = FIRST_PIECES.get(joined);
  if (first) return first;
  first = (joined.values as PyNode[]).find(isStringConstant);
  if (first) FIRST_PIECES.set(joined, first);
  return first;
}

function operandsAround(sum: PyNode): Operands {
  let root = sum;
  while (root.parent?.nodeType === "BinOp") root = root.parent;
  const known = SUMS.get(root);
  if (known) return known;
  const operands = new Operands(root);
  SUMS.set(root, operands);
  return operands;
}

function isExecuteCall(node: PyNode | null): boolean {
  if (node?.nodeType !== "Call") return false;
  const name = node.func.nodeType === "Attribute" ? node.func.attr : node.func.id;
  return name === "execute" || name === "executemany";
}
