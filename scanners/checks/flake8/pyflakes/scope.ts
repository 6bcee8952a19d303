import type { PyNode } from "../../../python/ast";
import type { Binding, ImportBinding } from "./binding";

export type ScopeKind = "module" | "class" | "function" | "generator" | "type";

/** Locals that tools read: never called unused. */
const SPECIAL_LOCALS: ReadonlySet<string> = new Set([
  "__tracebackhide__",
  "__traceback_info__",
  "__traceback_supplement__",
  "__debuggerskip__",
]);

/** The names that one block of code binds. `outer` is the block around it, null for the module. */
export class Scope {
  readonly names = new Map<string, Binding>();
  /** `from x import *` at the top of the module, by their key among the names. */
  stars: Map<string, ImportBinding> | null = null;
  /** The function calls `locals()`: every name may be used. */
  usesLocals = false;
  /** Names declared `global` or `nonlocal` here that nothing has assigned yet, with the statement. */
  declared: Map<string, PyNode> | null = null;
  specialLocals = SPECIAL_LOCALS;

  constructor(
    readonly kind: ScopeKind,
    readonly outer: Scope | null,
  ) {}

  declare(name: string, statement: PyNode): void {
    this.declared ??= new Map();
    this.declared.set(name, statement);
  }

  /** @returns whether the name was one of the special locals; then it no longer is. */
  forgetSpecialLocal(name: string): boolean {
    if (this.kind !== "function" || !this.specialLocals.has(name)) return false;
    const rest = new Set(this.specialLocals);
    rest.delete(name);
    this.specialLocals = rest;
    return true;
  }
}
