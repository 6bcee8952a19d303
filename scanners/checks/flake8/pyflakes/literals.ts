import { isStringConstant, type PyNode } from "../../../python/ast";

function isEllipsis(node: PyNode): boolean {
  return node.value === "..." && node.quote_style === undefined && !isStringConstant(node);
}

function isConstant(node: PyNode): boolean {
  return node.nodeType === "Constant" || (node.nodeType === "Tuple" && (node.elts as PyNode[]).every(isConstant));
}

/** A literal that has no identity to rely on: numbers, texts, bytes and tuples of them; not None, True, False and `...`. */
export function isConstantWithoutIdentity(node: PyNode): boolean {
  if (node.nodeType !== "Constant") return isConstant(node);
  return node.value !== null && typeof node.value !== "boolean" && !isEllipsis(node);
}

/**
 * A text that is equal for two expressions exactly if Python's dictionaries take them for the same key: 1, 1.0 and True
 * are one key, "1" and b"1" are others, a name equals itself. Null for everything that is not compared.
 */
export function equalityKey(node: PyNode | null): string | null {
  if (!node) return null;
  if (node.nodeType === "Name") return `name ${node.id}`;
  if (node.nodeType === "Constant") return constantKey(node);
  if (node.nodeType !== "Tuple") return null;
  const parts: string[] = [];
  for (const element of node.elts as PyNode[]) {
    const key = equalityKey(element);
    if (key === null) return null;
    parts.push(key);
  }
  return `tuple ${parts.map((part) => `${part.length}:${part}`).join("")}`;
}

function constantKey(node: PyNode): string {
  const { value } = node;
  switch (typeof value) {
    case "string":
      if (isEllipsis(node)) return "ellipsis";
      return isStringConstant(node) ? `text ${value}` : `bytes ${value}`;
    case "number":
      return numberKey(value);
    case "bigint":
      return `number ${value}`;
    case "boolean":
      return value ? "number 1" : "number 0";
    default:
      return value === null ? "none" : complexKey(value);
  }
}

function numberKey(value: number): string {
  return Number.isInteger(value) ? `number ${BigInt(value)}` : `number ${value}`;
}

function complexKey(value: { real: number; imag: number }): string {
  return value.imag === 0 ? numberKey(value.real) : `complex ${value.real} ${value.imag}`;
}
