import { isStringConstant, type PyNode } from "../../python/ast";

const WORD = "(?:pas+wo?r?d|pass(?:phrase)?|pwd|token|secrete?)";
/** Names that look like a password's. `\n?$`: Python's `$` also matches before a last line end. */
const CANDIDATE = new RegExp(`^${WORD}(?=\\n?$)|_${WORD}_|^${WORD}_|_${WORD}(?=\\n?$)`, "iu");

/** Whether a variable, attribute, key or argument is named like a password. */
export function isPasswordName(name: string): boolean {
  return CANDIDATE.test(name);
}

function targetName(node: PyNode): string | null {
  if (node.nodeType === "Name") return node.id;
  return node.nodeType === "Attribute" ? node.attr : null;
}

const DICTIONARIES = new WeakMap<PyNode, Map<PyNode, PyNode>>();

/** The value behind a key; looked up, since a dictionary may have any number of keys. */
function valueOfKey(dictionary: PyNode, key: PyNode): PyNode | undefined {
  let values = DICTIONARIES.get(dictionary);
  if (!values) {
    values = new Map((dictionary.keys as PyNode[]).map((one, index) => [one, dictionary.values[index]]));
    DICTIONARIES.set(dictionary, values);
  }
  return values.get(key);
}

/**
 * The password-like name to which a text belongs (B105), or null: it is assigned to it, compared with it, or is the key of a
 * fixed value itself. Source: Bandit 1.9.4 plugins/general_hardcoded_password.py.
 */
export function passwordInText(node: PyNode): string | null {
  const parent = node.parent as PyNode;
  switch (parent.nodeType) {
    case "Assign": {
      for (const target of parent.targets as PyNode[]) {
        const name = targetName(target);
        if (name !== null && isPasswordName(name)) return name;
      }
      return null;
    }
    case "Dict": {
      if (!isPasswordName(node.value)) return null;
      return valueOfKey(parent, node)?.nodeType === "Constant" ? node.value : null;
    }
    case "Subscript": {
      if (!isPasswordName(node.value)) return null;
      const assignment = parent.parent;
      return assignment?.nodeType === "Assign" && isStringConstant(assignment.value) ? node.value : null;
    }
    case "Compare": {
      const name = targetName(parent.left);
      return name !== null && isPasswordName(name) && isStringConstant(parent.comparators[0]) ? name : null;
    }
    default:
      return null;
  }
}

/** The value that belongs to the name which `passwordInText` found for a text. */
export function passwordValue(node: PyNode): PyNode | undefined {
  const parent = node.parent as PyNode;
  if (parent.nodeType === "Dict") return valueOfKey(parent, node);
  if (parent.nodeType === "Subscript") return parent.parent?.value;
  return parent.nodeType === "Compare" ? parent.comparators[0] : node;
}

/** Text constants that B105 to B107 take for a password's value, in any form: what redaction masks. */
export function passwordLiterals(node: PyNode): PyNode[] {
  const literal = (value: PyNode | null | undefined) => (isStringConstant(value) ? [value] : []);
  if (
    node.nodeType === "Constant" &&
    isStringConstant(node) &&
    node.parent &&
    node.parent.nodeType !== "Expr" &&
    passwordInText(node) !== null
  ) {
    return literal(passwordValue(node));
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
