import { isStringConstant, type PyNode } from "../../python/ast";

/** Parts of a value that are looked at; with more, it is taken for one made at run time. */
const MAX_PARTS = 200;
const MAX_NAME = 60;

/**
 * What a call is given, for a message: `a fixed text`, `a fixed list`, `the text in “code”`, `a text made at run time`.
 * @param noun what the value is for the call, for instance `text`.
 */
export function givenValue(node: PyNode | undefined, noun: string): string {
  if (node?.nodeType === "Name") return `the ${noun} in “${node.id.slice(0, MAX_NAME)}”`;
  if (node?.nodeType === "Attribute") return `the ${noun} in “${node.attr.slice(0, MAX_NAME)}”`;
  if (!node || !isFixed(node)) return `a ${noun} made at run time`;
  return isSequence(node) ? "a fixed list" : `a fixed ${noun}`;
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
