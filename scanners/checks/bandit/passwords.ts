import { isStringConstant, type PyNode } from "../../python/ast";
import type { BanditIssue, StringTest } from "./issue";

const WORD = "(?:pas+wo?r?d|pass(?:phrase)?|pwd|token|secrete?)";
/** Names that look like a password's. `\n?$`: Python's `$` also matches before a last line end. */
const CANDIDATE = new RegExp(`^${WORD}(?=\\n?$)|_${WORD}_|^${WORD}_|_${WORD}(?=\\n?$)`, "iu");

/** Whether a variable, attribute, key or argument is named like a password. */
export function isPasswordName(name: string): boolean {
  return CANDIDATE.test(name);
}

function report(name: string): BanditIssue {
  const shown = name.trim().slice(0, 60);
  return {
    code: "B105",
    severity: "low",
    confidence: "medium",
    message: `A fixed value belongs to the name “${shown}”. Is it a real password?`,
    data: { name: shown },
  };
}

function targetName(node: PyNode): string | null {
  if (node.nodeType === "Name") return node.id;
  return node.nodeType === "Attribute" ? node.attr : null;
}

/** B105, source: Bandit 1.9.4 plugins/general_hardcoded_password.py. */
export const hardcodedPassword: StringTest = (node) => {
  const parent = node.parent as PyNode;
  switch (parent.nodeType) {
    case "Assign": {
      const names = (parent.targets as PyNode[]).map(targetName);
      const name = names.find((one) => one !== null && isPasswordName(one));
      return name ? report(name) : null;
    }
    case "Dict": {
      const index = (parent.keys as (PyNode | null)[]).indexOf(node);
      if (index < 0 || !isPasswordName(node.value)) return null;
      return parent.values[index]?.nodeType === "Constant" ? report(node.value) : null;
    }
    case "Subscript": {
      if (!isPasswordName(node.value)) return null;
      const assignment = parent.parent;
      return assignment?.nodeType === "Assign" && isStringConstant(assignment.value) ? report(node.value) : null;
    }
    case "Compare": {
      const name = targetName(parent.left);
      return name !== null && isPasswordName(name) && isStringConstant(parent.comparators[0]) ? report(name) : null;
    }
    default:
      return null;
  }
};

/** Text constants that B105 to B107 take for a password's value, in any form: what redaction masks. */
export function passwordLiterals(node: PyNode): PyNode[] {
  const literal = (value: PyNode | null | undefined) => (isStringConstant(value) ? [value] : []);
  if (node.nodeType === "Constant" && isStringConstant(node) && node.parent && node.parent.nodeType !== "Expr" && hardcodedPassword(node)) {
    const parent = node.parent;
    if (parent.nodeType === "Dict") return literal(parent.values[parent.keys.indexOf(node)]);
    if (parent.nodeType === "Subscript") return literal(parent.parent?.value);
    return parent.nodeType === "Compare" ? literal(parent.comparators[0]) : [node];
  }
  if (node.nodeType === "Keyword" && typeof node.arg === "string" && isPasswordName(node.arg)) return literal(node.value);
  if (node.nodeType === "Arguments") {
    const named = [...node.posonlyargs, ...node.args];
    const pairs = named.map((arg: PyNode, index: number) => [arg, node.defaults[index - (named.length - node.defaults.length)]] as const);
    const keywordPairs = node.kwonlyargs.map((arg: PyNode, index: number) => [arg, node.kw_defaults[index]] as const);
    return [...pairs, ...keywordPairs].flatMap(([arg, value]) => (isPasswordName(arg.arg) ? literal(value) : []));
  }
  return [];
}
