import type { PyNode } from "../../../python/ast";
import { FROM, isImport } from "./binding";
import type { Scope } from "./scope";

const TYPING_MODULES = new Set(["typing", "typing_extensions"]);

export function isTypingModule(name: string): boolean {
  return TYPING_MODULES.has(name);
}

/** What the expression names in the typing module, for instance `cast`; null for everything else. */
export function typingMember(node: PyNode, scope: Scope): string | null {
  if (node.nodeType === "Name") {
    const binding = boundName(node.id, scope);
    return isImport(binding) && binding.is(FROM) && isTypingModule(binding.module) ? binding.realName : null;
  }
  if (node.nodeType !== "Attribute" || node.value.nodeType !== "Name") return null;
  const binding = boundName(node.value.id, scope);
  return isImport(binding) && isTypingModule(binding.fullName) ? node.attr : null;
}

function boundName(name: string, from: Scope) {
  for (let scope: Scope | null = from; scope; scope = scope.outer) {
    const binding = scope.names.get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** Which parts of a call of the typing module hold types, which may be written in quotes. */
export interface TypingCall {
  /** First argument of `cast`, read as a type before the call itself. */
  castType: PyNode | null;
  /** Read as types. */
  types: readonly PyNode[];
  /** Nodes whose children are read as ordinary code, each without the named fields. */
  plain: readonly (readonly [node: PyNode, omit: readonly string[]])[];
  /** Fields of the call that `types` and `plain` stand for; empty for an ordinary call. */
  omit: readonly string[];
}

const ORDINARY: TypingCall = { castType: null, types: [], plain: [], omit: [] };

/** Source of the behaviour: pyflakes 3.4.0, `Checker.CALL`. */
export function typingCall(call: PyNode, scope: Scope): TypingCall {
  const args: PyNode[] = call.args;
  const keywords: PyNode[] = call.keywords;
  switch (typingMember(call.func, scope)) {
    case "cast":
      return args[0] ? { ...ORDINARY, castType: args[0] } : ORDINARY;
    case "TypeVar": {
      const bounds = keywords.filter((keyword) => keyword.arg === "bound");
      return {
        castType: null,
        types: [...args.slice(1), ...bounds.map((keyword) => keyword.value as PyNode)],
        plain: keywords.map((keyword) => [keyword, keyword.arg === "bound" ? ["value"] : []] as const),
        omit: ["args", "keywords"],
      };
    }
    case "TypedDict": {
      const fields = args[1]?.nodeType === "Dict" ? args[1] : null;
      return withKeywordTypes(
        call,
        fields ? fields.values : [],
        fields ? args.map((arg) => [arg, arg === fields ? ["values"] : []] as const) : [],
      );
    }
    case "NamedTuple":
      return namedTuple(call);
    default:
      return ORDINARY;
  }
}

const isPair = (node: PyNode) => (node.nodeType === "Tuple" || node.nodeType === "List") && node.elts.length === 2;

function namedTuple(call: PyNode): TypingCall {
  const list: PyNode | undefined = call.args[1];
  const isFieldList = (list?.nodeType === "Tuple" || list?.nodeType === "List") && (list.elts as PyNode[]).every(isPair);
  if (!isFieldList) return withKeywordTypes(call, [], []);
  const pairs: PyNode[] = list.elts;
  const plain = [
    ...pairs.map((pair) => [pair.elts[0] as PyNode, []] as const),
    ...(call.args as PyNode[]).map((arg) => [arg, arg === list ? ["elts"] : []] as const),
  ];
  return withKeywordTypes(
    call,
    pairs.map((pair) => pair.elts[1] as PyNode),
    plain,
  );
}

function withKeywordTypes(call: PyNode, types: readonly PyNode[], plain: TypingCall["plain"]): TypingCall {
  const keywords: PyNode[] = call.keywords;
  return {
    castType: null,
    types: [...types, ...keywords.map((keyword) => keyword.value as PyNode)],
    plain: [...plain, ...keywords.map((keyword) => [keyword, ["value"]] as const)],
    omit: plain.length > 0 ? ["args", "keywords"] : ["keywords"],
  };
}
