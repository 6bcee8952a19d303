import type { PyNode } from "../../python/ast";

/** What a name is bound to, as far as pyflakes' rules about undefined names ask. */
export interface Binding {
  kind: "import" | "import-from" | "annotation" | "named-expression" | "other";
  /** Imports: what stands behind the name. */
  fullName?: string;
  /** `from module import realName`. */
  module?: string;
  realName?: string;
}

export type ScopeKind = "module" | "class" | "function" | "type" | "generator";

export class Scope {
  readonly names = new Map<string, Binding>();
  importStarred = false;
  /** Names that tools set in a function's frame; deleting one of them is no mistake. */
  readonly alwaysUsed = new Set(["__tracebackhide__", "__traceback_info__", "__traceback_supplement__", "__debuggerskip__"]);

  constructor(readonly kind: ScopeKind) {}
}

/** Assignments, definitions, arguments: bindings about which nothing more is asked. */
export const OTHER: Binding = { kind: "other" };

const TYPING_MODULES = new Set(["typing", "typing_extensions"]);

function lookUp(scopes: readonly Scope[], name: string): Binding | undefined {
  for (let index = scopes.length - 1; index >= 0; index--) {
    const binding = scopes[index]?.names.get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** The name that an expression has in the typing module, or null: `List` for `typing.List` and for an imported `List`. */
export function typingMember(node: PyNode, scopes: readonly Scope[]): string | null {
  if (node.nodeType === "Name") {
    const binding = lookUp(scopes, node.id);
    return binding?.kind === "import-from" && TYPING_MODULES.has(binding.module ?? "") ? (binding.realName ?? null) : null;
  }
  if (node.nodeType !== "Attribute" || node.value.nodeType !== "Name") return null;
  const binding = lookUp(scopes, node.value.id);
  return TYPING_MODULES.has(binding?.fullName ?? "") ? node.attr : null;
}
