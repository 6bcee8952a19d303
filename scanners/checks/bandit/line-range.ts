import { forEachChild, type PyNode } from "../../python/ast";

export type LineRange = readonly [first: number, last: number];

const KNOWN = new WeakMap<PyNode, LineRange>();

/**
 * The lines in which a `# nosec` counts for something found at this node.
 * Source: Bandit 1.9.4 core/utils.py, `linerange`: nodes without a place of their own (arguments, comprehensions, with
 * items, match cases) go from the first to the last line on which anything in them begins, their body aside.
 */
export function lineRange(node: PyNode): LineRange {
  if (node.lineno > 0) return [node.lineno, node.end_lineno];
  const known = KNOWN.get(node);
  if (known) return known;
  const range = rangeWithin(node);
  KNOWN.set(node, range);
  return range;
}

function rangeWithin(node: PyNode): LineRange {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  const look = (inner: PyNode): void => {
    if (inner.lineno > 0) {
      first = Math.min(first, inner.lineno);
      last = Math.max(last, inner.lineno);
    }
    forEachChild(inner, look);
  };
  forEachChild(node, (child) => {
    if (node.nodeType !== "MatchCase" || !node.body.includes(child)) look(child);
  });
  return last === 0 ? [0, 1] : [first, last];
}
