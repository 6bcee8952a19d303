import { isBytesConstant, isEllipsis, isStringConstant, type PyNode } from "../../python/ast";
import type { PythonFile } from "../../python/python-file";
import { nodeStart } from "../../python/source-text";
import { BanditGivesUp } from "./issue";

/**
 * The value that Bandit sees in an argument:
 * a text for a text, for a variable (its name) and for True, False and None; a number for a whole number;
 * null for anything that it does not look into (calls, sums, f-strings …).
 */
export type Literal =
  | string
  | number
  | bigint
  | null
  | { kind: "float" | "complex"; isZero: boolean }
  | { kind: "bytes"; value: string }
  | { kind: "ellipsis" }
  | { kind: "list" | "tuple" | "set"; items: readonly Literal[] }
  | { kind: "dict"; size: number };

/** py-ast keeps no difference between 1 and 1.0: how it is written decides. */
const FLOAT = /^(?!0[xX])[\d_]*(?:\.|[eE][-+\d])/;

/**
 * Source: Bandit 1.9.4 core/context.py, `_get_literal_value`.
 * @throws BanditGivesUp for a set with members that cannot be in a set.
 */
export function literalOf(node: PyNode, file: PythonFile): Literal {
  switch (node.nodeType) {
    case "Constant":
      return constantOf(node, file);
    case "Name":
      return node.id;
    case "List":
      return { kind: "list", items: literalsOf(node.elts, file) };
    case "Tuple":
      return { kind: "tuple", items: literalsOf(node.elts, file) };
    case "Set": {
      const items = literalsOf(node.elts, file);
      if (!items.every(isHashable)) throw new BanditGivesUp();
      return { kind: "set", items };
    }
    case "Dict":
      return { kind: "dict", size: node.keys.length };
    default:
      return null;
  }
}

function literalsOf(nodes: readonly PyNode[], file: PythonFile): Literal[] {
  return nodes.map((node) => literalOf(node, file));
}

function constantOf(node: PyNode, file: PythonFile): Literal {
  const { value } = node;
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return FLOAT.test(nodeStart(file, node, 400)) ? { kind: "float", isZero: value === 0 } : value;
  if (typeof value === "bigint") return value;
  if (isStringConstant(node)) return value;
  if (isBytesConstant(node)) return { kind: "bytes", value };
  if (isEllipsis(node)) return { kind: "ellipsis" };
  return { kind: "complex", isZero: value.real === 0 && value.imag === 0 };
}

function isHashable(value: Literal): boolean {
  if (value === null || typeof value !== "object") return true;
  if (value.kind === "tuple") return value.items.every(isHashable);
  return value.kind !== "list" && value.kind !== "set" && value.kind !== "dict";
}

/** What Python's `if` makes of it; `undefined` (no such argument) is false. */
export function isTruthy(value: Literal | undefined): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== "object") return Boolean(value);
  switch (value.kind) {
    case "float":
    case "complex":
      return !value.isZero;
    case "bytes":
      return value.value !== "";
    case "dict":
      return value.size > 0;
    case "ellipsis":
      return true;
    default:
      return value.items.length > 0;
  }
}
