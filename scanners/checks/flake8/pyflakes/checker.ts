import type { PyNode } from "../../../python/ast";
import { ANNOTATION, ASSIGNMENT, Binding, BUILTIN, ExportBinding, type ImportBinding, isImport, NAMED_EXPRESSION, PLAIN } from "./binding";
import { CLASS_MAGIC } from "./builtins";
import { exportedNames } from "./exports";
import { lineOf, NameBindings } from "./name-bindings";
import type { Scope } from "./scope";
import { enclosingStatement, isLiteralUnpacking, isLoop } from "./statements";

/** How far inside a type the walk is; `string` is a type that is written in quotes. */
export type AnnotationState = "none" | "string" | "bare";

/** What using, storing, deleting and declaring a name means. The walk over the tree tells it what it meets. Source: pyflakes 3.4.0, checker.py. */
export class NameChecker extends NameBindings {
  annotation: AnnotationState = "none";
  /** The innermost `try` around this place handles a NameError. */
  handlesNameError = false;
  /** `from __future__ import annotations` was met. */
  postponesAnnotations = false;

  /** What `markStarsUsed` said last; null when there are stars that it has not seen. */
  private starModules: string | null = null;

  constructor(readonly isPackageInit: boolean) {
    super();
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

function isRedirection(node: PyNode): boolean {
  return node.nodeType === "BinOp" && node.op.nodeType === "RShift";
}
