import type { PyNode } from "../python/ast";
import type { PythonFile } from "../python/python-file";
import { type CallTokens, callTokens } from "./call-tokens";
import type { Edit, FixedPlace } from "./fix";
import { certainImports, certainName, visit } from "./import-names";

export interface CertainCall {
  file: PythonFile;
  node: PyNode;
  /** What is called, by its imported name: `yaml.load`. */
  name: string;
  tokens: CallTokens;
}

/** The calls of a file whose name is certain, each with what a fix makes of it. */
export function fixCalls(file: PythonFile, ruleId: string, fix: (call: CertainCall) => readonly Edit[] | null): readonly FixedPlace[] {
  const { tree } = file;
  if (!tree) return [];
  const imports = certainImports(tree);
  if (imports.size === 0) return [];
  const places: FixedPlace[] = [];
  visit(tree, (node) => {
    if (node.nodeType !== "Call") return;
    const name = certainName(node.func, imports);
    const tokens = name === null ? null : callTokens(file, node);
    const edits = name === null || tokens === null ? null : fix({ file, node, name, tokens });
    if (edits) places.push({ ruleId, line: node.lineno, edits });
  });
  return places;
}

/** Arguments that can be told apart: nothing behind `*` or `**`, no generator without brackets of its own. */
export function plainArguments({ args, keywords }: PyNode): { args: PyNode[]; keywords: PyNode[] } | null {
  const isOpen =
    (args as PyNode[]).some(({ nodeType }) => nodeType === "Starred" || nodeType === "GeneratorExp") ||
    (keywords as PyNode[]).some(({ arg }) => !arg);
  return isOpen ? null : { args, keywords };
}
