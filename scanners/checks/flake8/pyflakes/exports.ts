import { isStringConstant, type PyNode } from "../../../python/ast";

const isList = (node: PyNode | null | undefined): node is PyNode => node?.nodeType === "List" || node?.nodeType === "Tuple";

/** The names that an assignment to `__all__` lists: lists, tuples and sums of them. */
export function exportedNames(statement: PyNode): string[] {
  const names: string[] = [];
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
