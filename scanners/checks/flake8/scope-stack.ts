import type { PyNode } from "../../python/ast";
import { BUILTINS, CLASS_MAGIC } from "./builtins";
import { type Binding, OTHER, Scope, type ScopeKind } from "./scopes";

export interface UndefinedName {
  name: string;
  node: PyNode;
}

/** How far inside a type annotation the walk is; `string` is one that is written in quotes. */
export type AnnotationState = "none" | "string" | "bare";

/** Nodes between a stored name and the statement that stores it. */
const TARGET_PARTS = new Set(["Tuple", "List", "Set", "Starred", "Name", "Attribute", "Subscript"]);

/** Scopes, and what loading, storing and deleting a name in them means. */
export class ScopeStack {
  found: UndefinedName[] = [];
  annotation: AnnotationState = "none";
  /** `from __future__ import annotations` was seen. */
  postponesAnnotations = false;
  /** Names of the errors that the try statements around this place handle, innermost last. */
  readonly handled: (readonly string[])[] = [[]];
  scopes: Scope[];

  constructor(private readonly isPackageInit: boolean) {
    const module = new Scope("module");
    for (const name of BUILTINS) module.names.set(name, OTHER);
    this.scopes = [module];
  }

  get scope(): Scope {
    return this.scopes[this.scopes.length - 1] as Scope;
  }

  within(kind: ScopeKind, run: () => void): void {
    this.scopes.push(new Scope(kind));
    run();
    this.scopes.pop();
  }

  inAnnotation(state: AnnotationState, run: () => void): void {
    const outer = this.annotation;
    this.annotation = state;
    run();
    this.annotation = outer;
  }

  bind(name: string, binding: Binding): void {
    if (binding.kind === "annotation" && this.scope.names.has(name)) return;
    if (binding.kind !== "named-expression") {
      this.scope.names.set(name, binding);
      return;
    }
    // PEP 572: a := inside a comprehension binds outside of it.
    const target = this.scopes.findLast((scope) => scope.kind !== "generator") as Scope;
    const existing = target.names.get(name);
    if (!existing || existing.kind === "annotation") target.names.set(name, binding);
  }

  store(node: PyNode, name: string | null | undefined): void {
    if (!name) return;
    let statement = node.parent;
    while (statement && TARGET_PARTS.has(statement.nodeType)) statement = statement.parent;
    if (statement?.nodeType === "AnnAssign" && !statement.value) this.bind(name, { kind: "annotation" });
    else if (statement?.nodeType === "NamedExpr") this.bind(name, { kind: "named-expression" });
    else this.bind(name, OTHER);
  }

  /** `del name`; what happens in a branch cannot be foreseen and is left alone. */
  remove(node: PyNode): void {
    for (let current = node.parent; current; current = current.parent) {
      if (current.nodeType === "If" || current.nodeType === "While" || current.nodeType === "IfExp") return;
    }
    if (this.scope.kind === "function" && this.scope.alwaysUsed.delete(node.id)) return;
    if (!this.scope.names.delete(node.id)) this.found.push({ name: node.id, node });
  }

  load(name: string, node: PyNode): void {
    const isPostponed = this.annotation === "string" || (this.annotation === "bare" && this.postponesAnnotations);
    // Only code directly in a class, or in a comprehension there, sees the names of the class.
    let canSeeClass: boolean | null = null;
    let isStarred = false;
    for (let index = this.scopes.length - 1; index >= 0; index--) {
      const scope = this.scopes[index] as Scope;
      if (scope.kind === "class") {
        if (name === "__class__") return;
        if (canSeeClass === false) continue;
      }
      const binding = scope.names.get(name);
      if (binding?.kind === "annotation" && !isPostponed) continue;
      if (binding) return;
      isStarred ||= scope.importStarred;
      if (canSeeClass !== false) canSeeClass = scope.kind === "type" || scope.kind === "generator";
    }
    if (isStarred || (name === "__path__" && this.isPackageInit)) return;
    if (this.scope.kind === "class" && CLASS_MAGIC.has(name)) return;
    if (!this.handled[this.handled.length - 1]?.includes("NameError")) this.found.push({ name, node });
  }

  /** A declared global counts as known everywhere, and reports that were made about it before are taken back. */
  declareGlobal(names: readonly string[]): void {
    const [module, ...inner] = this.scopes as [Scope, ...Scope[]];
    if (inner.length === 0) return;
    for (const name of names) {
      this.found = this.found.filter((one) => one.name !== name);
      if (!module.names.has(name)) module.names.set(name, OTHER);
      for (const scope of inner) scope.names.set(name, OTHER);
    }
  }

  /** Binds what a `from … import …` statement brings. */
  importFrom(node: PyNode): void {
    const module = ".".repeat(node.level ?? 0) + (node.module ?? "");
    for (const alias of node.names as PyNode[]) {
      if (alias.name === "*") {
        if (this.scope.kind === "module") this.scope.importStarred = true;
        continue;
      }
      if (node.module === "__future__" && alias.name === "annotations") this.postponesAnnotations = true;
      const fullName = module.endsWith(".") ? module + alias.name : `${module}.${alias.name}`;
      this.bind(alias.asname ?? alias.name, { kind: "import-from", module, realName: alias.name, fullName });
    }
  }
}
