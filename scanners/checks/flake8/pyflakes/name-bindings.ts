import type { PyNode } from "../../../python/ast";
import { ANNOTATION, Binding, BUILTIN, DEFINITION, isImport, NAMED_EXPRESSION, redefines } from "./binding";
import { BUILTINS } from "./builtins";
import { areOnDifferentForks } from "./forks";
import { Reports } from "./reports";
import { Scope, type ScopeKind } from "./scope";
import { enclosingStatement, isLoop } from "./statements";
import { typingMember } from "./typing-calls";

/** The blocks of one module, what they bind, and what is said when a name is bound again. Source: pyflakes 3.4.0, checker.py. */
export class NameBindings {
  readonly reports = new Reports();
  /** Blocks that have been read to their end and may hold unused names. */
  readonly finished: Scope[] = [];
  readonly module = new Scope("module", null);
  scope = this.module;
  /** The module imports something of the typing module. */
  usesTyping = false;

  constructor() {
    for (const name of BUILTINS) this.module.names.set(name, new Binding(BUILTIN | DEFINITION, name, null));
  }

  enter(kind: ScopeKind): void {
    this.scope = new Scope(kind, this.scope);
  }

  leave(): void {
    const { kind, outer } = this.scope;
    if (kind === "function" || kind === "class") this.finished.push(this.scope);
    this.scope = outer as Scope;
  }

  /** @param node what binds: the place of what is reported about it. */
  bind(node: PyNode, value: Binding): void {
    const { scope } = this;
    const { name } = value;
    const own = scope.names.get(name);
    const [existing, holder] = own ? [own, scope] : this.findOutside(name);
    if (existing && !existing.is(BUILTIN)) this.compare(node, value, existing, holder === scope);
    if (own) {
      value.use(own.usedFrom, own.usedAt);
      if (value.is(ANNOTATION)) return;
    }
    if (value.is(NAMED_EXPRESSION)) this.bindOutsideGenerators(value);
    else scope.names.set(name, value);
  }

  private findOutside(name: string): [Binding | undefined, Scope] {
    for (let scope = this.scope.outer; scope; scope = scope.outer) {
      const binding = scope.names.get(name);
      if (binding) return [binding, scope];
    }
    return [undefined, this.module];
  }

  private compare(node: PyNode, value: Binding, existing: Binding, isSameScope: boolean): void {
    const isImported = isImport(existing);
    if (isImported && isLoop(enclosingStatement(value.source as PyNode))) {
      if (!areOnDifferentForks(node, existing.source)) this.reports.add("F402", node, value.name, lineOf(existing));
    } else if (isSameScope) {
      const isPointless = !existing.usedFrom && redefines(value, existing) && (value.name !== "_" || isImported);
      const { declared } = this.scope;
      if (!isPointless && !declared?.has(value.name)) return;
      if (areOnDifferentForks(node, existing.source)) return;
      if (isPointless && !this.isOverload(existing)) this.reports.add("F811", node, value.name, lineOf(existing));
      declared?.delete(value.name);
    } else if (isImported && redefines(value, existing) && !areOnDifferentForks(node, existing.source)) {
      existing.redefinedBy ??= [];
      existing.redefinedBy.push(node);
    }
  }

  /** Whether the expression names something of the typing module. */
  isTyping(node: PyNode): boolean {
    return this.usesTyping && typingMember(node, this.scope) !== null;
  }

  isTypeAlias(node: PyNode): boolean {
    return this.usesTyping && typingMember(node, this.scope) === "TypeAlias";
  }

  private isOverload({ source }: Binding): boolean {
    if (!this.usesTyping || (source?.nodeType !== "FunctionDef" && source?.nodeType !== "AsyncFunctionDef")) return false;
    return (source.decorator_list as PyNode[]).some((decorator) => typingMember(decorator, this.scope) === "overload");
  }

  /** PEP 572: a := inside a comprehension binds outside of it. */
  private bindOutsideGenerators(value: Binding): void {
    let target = this.scope;
    while (target.kind === "generator" && target.outer) target = target.outer;
    const existing = target.names.get(value.name);
    if (!existing || existing.is(ANNOTATION)) target.names.set(value.name, value);
  }
}

/** The line that bound it, as a word for messages; empty for builtins. */
export function lineOf(binding: Binding): string {
  return binding.source ? String(binding.source.lineno) : "";
}
