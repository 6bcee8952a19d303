import { parse } from "py-ast";
import { CHILD_FIELDS, type PyNode } from "../../../python/ast";
import { linkTree } from "../../../python/link-tree";

/**
 * The expression in a type that is written in quotes, all of it at the place of the text; null when it is none.
 * @param owner becomes the expression's parent.
 */
export function parseQuotedAnnotation(text: PyNode, owner: PyNode): PyNode | null {
  const expression = parseExpression(text.value);
  if (!expression) return null;
  const pending = [expression];
  for (let node = pending.pop(); node; node = pending.pop()) {
    node.lineno = node.end_lineno = text.lineno;
    node.col_offset = text.col_offset;
    node.end_col_offset = text.end_col_offset;
    for (const field of CHILD_FIELDS[node.nodeType] ?? []) {
      const value = node[field];
      if (Array.isArray(value)) for (const child of value) child && pending.push(child);
      else if (value) pending.push(value);
    }
  }
  expression.parent = owner;
  return expression;
}

function parseExpression(code: string): PyNode | null {
  try {
    const tree = parse(code) as unknown as PyNode;
    linkTree(tree);
    const statement: PyNode | undefined = tree.body[0];
    return tree.body.length === 1 && statement?.nodeType === "Expr" ? (statement.value as PyNode) : null;
  } catch {
    return null;
  }
}
