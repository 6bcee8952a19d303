import type { PyNode } from "../../../python/ast";
import { equalityKey, isConstantWithoutIdentity } from "./literals";
import type { Walker } from "./walker";

/** `is` with a literal: whether it holds is chance. */
export function checkComparison(walker: Walker, node: PyNode): void {
  let left: PyNode = node.left;
  for (const [at, right] of (node.comparators as PyNode[]).entries()) {
    const operator: string = node.ops[at].nodeType;
    if ((operator === "Is" || operator === "IsNot") && (isConstantWithoutIdentity(left) || isConstantWithoutIdentity(right)))
      walker.reports.add("F632", node);
    left = right;
  }
}

/** `if (a, b):` is always true. */
export function checkTest(walker: Walker, node: PyNode): void {
  if (node.test.nodeType === "Tuple" && node.test.elts.length > 0) walker.reports.add(node.nodeType === "Assert" ? "F631" : "F634", node);
}

/** More elements than this before a starred one do not fit into the instruction that unpacks. */
const MAX_BEFORE_STAR = 256;
const MAX_BEHIND_STAR = 1 << 24;

/** `*a, *b = c` and unpacking beyond what the interpreter can do. */
export function checkStars(walker: Walker, node: PyNode): void {
  if (node.ctx.nodeType !== "Store") return;
  const elements: PyNode[] = node.elts;
  let star = -1;
  for (const [at, element] of elements.entries()) {
    if (element.nodeType !== "Starred") continue;
    if (star >= 0) {
      walker.reports.add("F622", node);
      break;
    }
    star = at;
  }
  if (star >= MAX_BEFORE_STAR || elements.length - star - 1 >= MAX_BEHIND_STAR) walker.reports.add("F621", node);
}

/** A dictionary that gives one key several values: only the last one counts. Equal values are let go. */
export function checkKeys(walker: Walker, node: PyNode): void {
  const keys: readonly (PyNode | null)[] = node.keys;
  if (keys.length < 2) return;
  const places = new Map<string, number[]>();
  for (const [at, key] of keys.entries()) {
    const text = equalityKey(key);
    if (text === null) continue;
    const known = places.get(text);
    if (known) known.push(at);
    else places.set(text, [at]);
  }
  for (const same of places.values()) {
    if (same.length > 1 && hasSingleValue(same.map((at) => node.values[at]))) {
      for (const at of same) {
        const key = keys[at] as PyNode;
        if (key.nodeType === "Name") walker.reports.add("F602", key, key.id);
        else walker.reports.add("F601", key);
      }
    }
  }
}

/** Whether one of the values differs from all the others. */
function hasSingleValue(values: readonly PyNode[]): boolean {
  const counts = new Map<string, number>();
  for (const value of values) {
    const text = equalityKey(value);
    if (text === null) return true;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts.values()].includes(1);
}
