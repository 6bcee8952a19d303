import type { PyNode } from "../../python/ast";

const DEFINITIONS = new Set(["FunctionDef", "AsyncFunctionDef", "ClassDef"]);
const BLOCKS = ["body", "handlers", "orelse", "finalbody", "cases"];

/** For each line the dotted name of the functions and classes around it, as `scopeName` gives it for a node. */
export class ScopeNames {
  private readonly names: string[] = [""];
  private readonly byLine: Uint32Array;

  constructor(tree: PyNode, lineCount: number) {
    this.byLine = new Uint32Array(lineCount + 2);
    this.enter(tree, "");
  }

  at(line: number): string {
    return this.names[this.byLine[line] ?? 0] ?? "";
  }

  /** Recurses as deep as blocks are nested, which Python limits to 100. */
  private enter(node: PyNode, around: string): void {
    for (const field of BLOCKS) {
      const block: unknown = node[field];
      if (Array.isArray(block)) for (const child of block) this.visit(child, around);
    }
  }

  private visit(node: PyNode, around: string): void {
    if (!DEFINITIONS.has(node.nodeType)) {
      this.enter(node, around);
      return;
    }
    const name = around ? `${around}.${node.name}` : node.name;
    const index = this.names.push(name) - 1;
    // The header belongs to what is around it, as for a node.
    this.byLine.fill(index, node.lineno + 1, node.end_lineno + 1);
    this.enter(node, name);
  }
}
