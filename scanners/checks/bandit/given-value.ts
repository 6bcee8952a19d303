import { isStringConstant, type PyNode } from "../../python/ast";

/** Parts of a value that are looked at; with more, it is taken for one made at run time. */
const MAX_PARTS = 200;
const MAX_NAME = 60;

/**
 * What a call is given, for a message: `a fixed text`, `a fixed list`, `what is in “code”`, `a value made at run time`.
 * @param fixed what a text is for the call. @param made the same for a value of which nothing is known.
 */
export function givenValue(node: PyNode | undefined, fixed: string, made: string): string {
  if (node?.nodeType === "Name") return `what is in “${node.id.slice(0, MAX_NAME)}”`;
  if (node?.nodeType === "Attribute") return `what is in “${node.attr.slice(0, MAX_NAME)}”`;
  if (!node || !isFixed(node)) return `a ${made} made at run time`;
  return isSequence(node) ? "a fixed list" : `a fixed ${fixed}`;
}

const isSequence = (node: PyNode): boolean => node.nodeType === "List" || node.nodeType === "Tuple";

/** Whether it consists of texts that stand in the code, joined or listed. */
function isFixed(node: PyNode): boolean {
  const open: PyNode[] = [node];
  for (let looked = 0; looked < MAX_PARTS; looked++) {
    const part = open.pop();
    if (!part) return true;
    if (isSequence(part)) open.push(...part.elts.slice(0, MAX_PARTS));
    else if (part.nodeType === "JoinedStr") open.push(...part.values.slice(0, MAX_PARTS));
    else if (part.nodeType === "BinOp" && part.op.nodeType === "Add") open.push(part.left, part.right);
    else if (!isStringConstant(part)) return false;
  }
  return open.length === 0;
}
