import { isStringConstant, type PyNode } from "../../../python/ast";
import { type Binding, ExportBinding } from "./binding";

const isList = (node: PyNode | null | undefined): node is PyNode => node?.nodeType === "List" || node?.nodeType === "Tuple";

/**
 * The names that an assignment to `__all__` lists: lists, tuples and sums of them.
 * @param earlier what `__all__` was before; `+=` adds to it.
 */
export function exportedNames(statement: PyNode, earlier: Binding | undefined): string[] {
  const names = statement.nodeType === "AugAssign" && earlier instanceof ExportBinding ? [...earlier.names] : [];
  const add = (list: PyNode): void => {
    for (const element of list.elts as PyNode[]) if (isStringConstant(element)) names.push(element.value);
  };
  let value: PyNode | null | undefined = statement.value;
  if (isList(value)) add(value);
  while (value?.nodeType === "BinOp" && isList(value.right)) {
    add(value.right);
    value = value.left as PyNode;
    if (isList(value)) add(value);
  }
  return names;
}
