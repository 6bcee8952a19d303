import { forEachChild, type PyNode } from "./ast";
import { charOffset } from "./source-text";

/** Fields that hold an identifier, or a list of them. */
const NAME_FIELDS = ["id", "attr", "name", "asname", "module", "arg", "rest", "names", "kwd_attrs"] as const;
const OTHER = /[^\0-\x7f]/;

/**
 * Puts right where py-ast's tree differs from CPython's:
 * identifiers are in their compatibility form (NFKC), so that `ｅval` is eval; texts in patterns carry their quotes, by which
 * texts and bytes are told apart. Walks the tree only when the source has either.
 */
export function mendTree(root: PyNode, source: string): void {
  const hasOtherLetters = OTHER.test(source) && source.normalize("NFKC") !== source;
  const hasPatterns = /\bcase\b/.test(source);
  if (!hasOtherLetters && !hasPatterns) return;
  let lines: string[] | undefined;
  const stack: PyNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (hasOtherLetters) normalizeNames(node);
    if (node.nodeType === "MatchValue" && typeof node.value.value === "string" && node.value.quote_style === undefined) {
      lines ??= source.split("\n");
      node.value.quote_style = quoteAt(lines[node.value.lineno - 1] ?? "", node.value.col_offset);
    }
    forEachChild(node, (child) => stack.push(child));
  }
}

function normalizeNames(node: PyNode): void {
  for (const field of NAME_FIELDS) {
    const value = node[field];
    if (typeof value === "string") {
      if (OTHER.test(value)) node[field] = value.normalize("NFKC");
    } else if (Array.isArray(value) && typeof value[0] === "string") node[field] = value.map((name: string) => name.normalize("NFKC"));
  }
}

function quoteAt(line: string, column: number): string {
  const start = charOffset(line, column);
  return /^[a-z]*["']?/i.exec(line.slice(start, start + 4))?.[0] ?? '"';
}
