import type { PyNode } from "../../../python/ast";
import {
  ANNOTATION,
  ASSIGNMENT,
  Binding,
  BUILTIN,
  DEFINITION,
  ExportBinding,
  type ImportBinding,
  isImport,
  NAMED_EXPRESSION,
  PLAIN,
  redefines,
} from "./binding";
import { BUILTINS, CLASS_MAGIC } from "./builtins";
import { exportedNames } from "./exports";
import { areOnDifferentForks } from "./forks";
import { Reports } from "./reports";
import { Scope, type ScopeKind } from "./scope";
import { enclosingStatement, isLiteralUnpacking, isLoop } from "./statements";
import { typingMember } from "./typing-calls";

/** How far inside a type the walk is; `string` is a type that is written in quotes. */
export type AnnotationState = "none" | "string" | "bare";

/** What is read when the rest of the module has been read, in the order in which it was met. */
export interface Postponed {
  kind: "function" | "annotation" | "quoted annotation";
  node: PyNode;
  /** Where a type in quotes that cannot be read is reported. */
  owner: PyNode;
  scope: Scope;
}

/**
 * The names of one module: which block binds them, and where they are used. The walk over the tree (`visit.ts`) tells
 * it what it meets. Source of the behaviour: pyflakes 3.4.0, checker.py.
 */
export class NameChecker {
  readonly reports = new Reports();
  readonly postponed: Postponed[] = [];
  /** Blocks that have been read to their end and may hold unused names. */
  readonly finished: Scope[] = [];
  readonly module = new Scope("module", null);
  scope = this.module;
  annotation: AnnotationState = "none";
  isInFormattedString = false;
  /** The innermost `try` around this place handles a NameError. */
  handlesNameError = false;
  /** Nothing but texts and imports from `__future__` was met so far. */
  allowsFuture = true;
  /** `from __future__ import annotations` was met. */
  postponesAnnotations = false;
  /** The module imports something of the typing module. */
  usesTyping = false;

  /** What `markStarsUsed` said last; null when there are stars that it has not seen. */
  private starModules: string | null = null;

  constructor(readonly isPackageInit: boolean) {
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

  load(name: string, node: PyNode): void {
    // Only code directly in a class, or in a comprehension or type there, sees the names of the class.
    let canSeeClass: boolean | null = null;
    let isStarred = false;
    for (let scope: Scope | null = this.scope; scope; scope = scope.outer) {
      if (scope.kind === "class") {
        if (name === "__class__") return;
        if (canSeeClass === false) continue;
      }
      const binding = scope.names.get(name);
      if (binding?.is(ANNOTATION) && !this.isPostponedAnnotation) {
        binding.use(this.scope, node);
        continue;
      }
      if (binding) return this.use(binding, scope, node);
      if (scope.stars) isStarred = true;
      if (canSeeClass !== false) canSeeClass = scope.kind === "type" || scope.kind === "generator";
    }
    this.undefined(name, node, isStarred);
  }

  private get isPostponedAnnotation(): boolean {
    return this.annotation === "string" || (this.annotation === "bare" && this.postponesAnnotations);
  }

  private use(binding: Binding, holder: Scope, node: PyNode): void {
    if (binding.is(BUILTIN) && binding.name === "print" && isRedirection(enclosingStatement(node))) this.reports.add("F633", node);
    binding.use(this.scope, node);
    const aliased = isImport(binding) ? binding.aliasedModule : null;
    if (aliased !== null) holder.names.get(aliased)?.use(this.scope, node);
  }

  private undefined(name: string, node: PyNode, isStarred: boolean): void {
    if (isStarred) {
      this.reports.add("F405", node, name, this.markStarsUsed(node));
      return;
    }
    if (name === "__path__" && this.isPackageInit) return;
    if (this.scope.kind === "class" && CLASS_MAGIC.has(name)) return;
    if (!this.handlesNameError) this.reports.add("F821", node, name);
  }

  /** Remembers a `from x import *`. */
  addStar(star: ImportBinding): void {
    this.module.stars ??= new Map();
    this.module.stars.set(star.name, star);
    this.starModules = null;
  }

  /** Counts every `from x import *` as used. @returns their modules. */
  markStarsUsed(node: PyNode): string {
    if (this.starModules !== null) return this.starModules;
    const stars = [...(this.module.stars?.values() ?? [])];
    for (const star of stars) star.use(this.scope, node);
    this.starModules = stars
      .map((star) => star.fullName)
      .sort()
      .join(", ");
    return this.starModules;
  }

  /** A name, an error's or a pattern's name is assigned. */
  store(node: PyNode, name: string | null | undefined): void {
    if (!name) return;
    if (this.scope.kind === "function" && !this.scope.names.has(name)) this.reportUsedBefore(name);
    const statement = enclosingStatement(node);
    this.bind(node, this.stored(node, name, statement));
  }

  private stored(node: PyNode, name: string, statement: PyNode): Binding {
    const { nodeType } = statement;
    const direct = node.parent as PyNode;
    if (nodeType === "AnnAssign" && !statement.value) return new Binding(ANNOTATION, name, node);
    if (isLoop(statement) || nodeType === "Comprehension" || (statement !== direct && !isLiteralUnpacking(statement)))
      return new Binding(PLAIN, name, node);
    if (name === "__all__" && this.scope.kind === "module" && statement === direct && /Assign$/.test(nodeType))
      return new ExportBinding(direct, exportedNames(direct), this.scope.names.get(name));
    return new Binding(nodeType === "NamedExpr" ? ASSIGNMENT | NAMED_EXPRESSION : ASSIGNMENT, name, node);
  }

  /** The function used the name of an outer block, and now makes it a local one: the use will fail. */
  private reportUsedBefore(name: string): void {
    let outermost: Binding | null = null;
    for (let scope = this.scope.outer; scope; scope = scope.outer) {
      if (scope.kind !== "function" && scope.kind !== "module") continue;
      const binding = scope.names.get(name);
      if (binding?.usedFrom === this.scope) outermost = binding;
    }
    if (outermost?.usedAt && !this.scope.specialLocals.has(name)) this.reports.add("F823", outermost.usedAt, name, lineOf(outermost));
  }

  /** `del name`; what happens in a branch cannot be foreseen and is left alone. */
  remove(name: string, node: PyNode): void {
    for (let current = node.parent; current; current = current.parent) {
      if (current.nodeType === "If" || current.nodeType === "While" || current.nodeType === "IfExp") return;
    }
    this.scope.declared?.delete(name);
    if (this.scope.forgetSpecialLocal(name)) return;
    if (!this.scope.names.delete(name)) this.reports.add("F821", node, name);
  }

  /** `global` and `nonlocal`: the names count as known everywhere, and reports that were made about them are taken back. */
  declare(statement: PyNode): void {
    if (this.scope === this.module) return;
    for (const name of statement.names as string[]) {
      this.reports.takeBackUndefined(name);
      const binding = new Binding(ASSIGNMENT, name, statement);
      if (!this.module.names.has(name)) this.module.names.set(name, binding);
      binding.use(this.module, statement);
      for (let scope = this.scope; scope.outer; scope = scope.outer) scope.names.set(name, binding);
      this.scope.declare(name, statement);
    }
  }
}

function lineOf(binding: Binding): string {
  return binding.source ? String(binding.source.lineno) : "";
}

function isRedirection(node: PyNode): boolean {
  return node.nodeType === "BinOp" && node.op.nodeType === "RShift";
}
