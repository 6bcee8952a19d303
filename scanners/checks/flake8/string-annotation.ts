import { parse } from "py-ast";
import { forEachChild, type PyNode } from "../../python/ast";
import { linkTree } from "../../python/link-tree";

/** The expression in a type that is written in quotes, at the place of the text; null when it is none. */
export function parseAnnotation(node: PyNode): PyNode | null {
  try {
    const tree = parse(node.value) as unknown as PyNode;
    linkTree(tree);
    const statement: PyNode | undefined = tree.body[0];
    if (tree.body.length !== 1 || statement?.nodeType !== "Expr") return null;
    const expression: PyNode = statement.value;
    expression.parent = node;
    moveTo(expression, node.lineno);
    return expression;
  } catch {
    return null;
  }
}

function moveTo(node: PyNode, line: number): void {
  node.lineno = line;
  node.end_lineno = line;
  forEachChild(node, (child) => moveTo(child, line));
}
