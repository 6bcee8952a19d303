import { CHILD_FIELDS, forEachChild, isStringConstant, type PyNode } from "../../python/ast";
import { ScopeStack, type UndefinedName } from "./scope-stack";
import { OTHER, type Scope, typingMember } from "./scopes";
import { parseAnnotation } from "./string-annotation";
import { typingCall } from "./typing-calls";

/** Fields in pyflakes' order: what is iterated over before its target, generators before elements, values first. */
const ORDER: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(CHILD_FIELDS).map(([type, fields]) => {
    const first = fields.includes("iter") ? "iter" : fields.includes("generators") ? "generators" : "value";
    return [type, [...fields].sort((a, b) => Number(b === first) - Number(a === first))];
  }),
);

/**
 * F821: names that are used and bound nowhere that Python would look.
 * Source of the behaviour: pyflakes 3.4.0 (checker.py) on CPython 3.12.
 *
 * @param isPackageInit the file is an `__init__.py`, where `__path__` exists.
 */
export function findUndefinedNames(tree: PyNode, isPackageInit: boolean): UndefinedName[] {
  return new NameWalk(isPackageInit).run(tree);
}

class NameWalk {
  private readonly stack: ScopeStack;
  /** Function bodies and postponed annotations: read after the module, with the scopes of their place. */
  private readonly deferred: { run: () => void; scopes: Scope[] }[] = [];

  constructor(isPackageInit: boolean) {
    this.stack = new ScopeStack(isPackageInit);
  }

  run(tree: PyNode): UndefinedName[] {
    this.children(tree);
    // The list grows while it is walked: functions inside functions.
    for (const { run, scopes } of this.deferred) {
      this.stack.scopes = scopes;
      run();
    }
    return this.stack.found;
  }

  private defer(run: () => void): void {
    this.deferred.push({ run, scopes: [...this.stack.scopes] });
  }

  private children(node: PyNode, omit?: readonly string[]): void {
    const fields = ORDER[node.nodeType] ?? [];
    forEachChild(node, this.visit, omit ? fields.filter((field) => !omit.includes(field)) : fields);
  }

  private visitAll(nodes: readonly (PyNode | null | undefined)[]): void {
    for (const node of nodes) if (node) this.visit(node);
  }

  private visit = (node: PyNode): void => {
    const { stack } = this;
    switch (node.nodeType) {
      case "Name":
        if (node.ctx.nodeType === "Load") stack.load(node.id, node);
        else if (node.ctx.nodeType === "Del") stack.remove(node);
        else stack.store(node, node.id);
        return;
      case "Constant":
        if (stack.annotation !== "none" && isStringConstant(node)) this.defer(() => this.stringAnnotation(node));
        return;
      case "Arg":
        return stack.bind(node.arg, OTHER);
      case "Arguments":
        return this.children(node, ["defaults", "kw_defaults"]);
      case "Import":
        return this.importModules(node);
      case "ImportFrom":
        return stack.importFrom(node);
      case "Global":
      case "Nonlocal":
        return stack.declareGlobal(node.names);
      case "Return":
      case "Yield":
      case "YieldFrom":
      case "Await":
        // Outside of functions these are errors of their own, and what they hold is not looked at.
        if (stack.scope.kind !== "class" && stack.scope.kind !== "module") this.children(node);
        return;
      case "ListComp":
      case "SetComp":
      case "DictComp":
      case "GeneratorExp":
        return stack.within("generator", () => this.children(node));
      case "ParamSpec":
      case "TypeVarTuple":
        return stack.store(node, node.name);
      default:
        this.visitStatement(node);
    }
  };

  private visitStatement(node: PyNode): void {
    const { stack } = this;
    switch (node.nodeType) {
      case "FunctionDef":
      case "AsyncFunctionDef":
        this.visitAll(node.decorator_list);
        this.typeParameters(node, () => this.signature(node));
        return stack.bind(node.name, OTHER);
      case "Lambda":
        return this.signature(node);
      case "ClassDef":
        return this.classDefinition(node);
      case "AugAssign":
        if (node.target.nodeType === "Name") stack.load(node.target.id, node.target);
        return this.visitAll([node.value, node.target]);
      case "AnnAssign":
        this.annotation(node.annotation);
        if (node.value && typingMember(node.annotation, stack.scopes) === "TypeAlias") this.annotation(node.value);
        else this.visitAll([node.value]);
        return this.visit(node.target);
      case "Try":
      case "TryStar":
        return this.tryStatement(node);
      case "ExceptHandler":
        return this.exceptHandler(node);
      case "Subscript":
        return this.subscript(node);
      case "Call":
        return this.call(node);
      case "MatchAs":
      case "MatchStar":
      case "MatchMapping":
        stack.store(node, node.nodeType === "MatchMapping" ? node.rest : node.name);
        return this.children(node);
      case "TypeVar":
        stack.store(node, node.name);
        return node.bound ? this.deferAnnotation(node.bound) : undefined;
      case "TypeAlias":
        this.visit(node.name);
        return this.typeParameters(node, () => this.deferAnnotation(node.value));
      default:
        this.children(node);
    }
  }

  private importModules(node: PyNode): void {
    for (const alias of node.names as PyNode[]) {
      const bound: string = alias.asname ?? alias.name.split(".", 1)[0];
      this.stack.bind(bound, { kind: "import", fullName: alias.name });
    }
  }

  private typeParameters(node: PyNode, run: () => void): void {
    this.stack.within("type", () => {
      this.visitAll(node.type_params ?? []);
      run();
    });
  }

  private signature(node: PyNode): void {
    const args = node.args;
    const all: PyNode[] = [...args.posonlyargs, ...args.args, ...args.kwonlyargs, args.vararg, args.kwarg].filter(Boolean);
    for (const annotation of [...all.map((arg) => arg.annotation), node.returns]) if (annotation) this.annotation(annotation);
    this.visitAll([...args.defaults, ...args.kw_defaults]);
    this.defer(() => this.stack.within("function", () => this.children(node, ["decorator_list", "returns", "type_params"])));
  }

  private classDefinition(node: PyNode): void {
    this.visitAll(node.decorator_list);
    this.typeParameters(node, () => {
      this.visitAll([...node.bases, ...node.keywords]);
      this.stack.within("class", () => this.visitAll(node.body));
    });
    this.stack.bind(node.name, OTHER);
  }

  private annotation(node: PyNode): void {
    if (isStringConstant(node)) this.defer(() => this.stringAnnotation(node));
    else if (this.stack.postponesAnnotations) this.deferAnnotation(node);
    else this.stack.inAnnotation("bare", () => this.visit(node));
  }

  private deferAnnotation(node: PyNode): void {
    this.defer(() => this.stack.inAnnotation("bare", () => this.visit(node)));
  }

  /** A type in quotes is read as an expression at the place of the text; one that cannot be read is another rule's matter. */
  private stringAnnotation(node: PyNode): void {
    const expression = parseAnnotation(node);
    if (expression) this.stack.inAnnotation("string", () => this.visit(expression));
  }

  private tryStatement(node: PyNode): void {
    const types = (node.handlers as PyNode[]).flatMap((handler) =>
      handler.type?.nodeType === "Tuple" ? handler.type.elts : [handler.type],
    );
    this.stack.handled.push(types.flatMap((type: PyNode | null) => (type?.nodeType === "Name" ? [type.id as string] : [])));
    this.visitAll(node.body);
    this.stack.handled.pop();
    this.children(node, ["body"]);
  }

  /** The error's name exists inside its handler only. */
  private exceptHandler(node: PyNode): void {
    if (!node.name) return this.children(node);
    const { names } = this.stack.scope;
    const previous = names.get(node.name);
    names.set(node.name, OTHER);
    this.children(node);
    names.delete(node.name);
    if (previous) names.set(node.name, previous);
  }

  private subscript(node: PyNode): void {
    const { stack } = this;
    const name = node.value.nodeType === "Name" ? node.value.id : node.value.nodeType === "Attribute" ? node.value.attr : "";
    if (name === "Literal") return stack.inAnnotation("none", () => this.children(node));
    if (name === "Annotated") {
      const parts: PyNode[] = node.slice.nodeType === "Tuple" && node.slice.elts.length > 1 ? node.slice.elts : [node.slice];
      this.visitAll([node.value, parts[0]]);
      return stack.inAnnotation("none", () => this.visitAll(parts.slice(1)));
    }
    if (typingMember(node.value, stack.scopes) !== null) return stack.inAnnotation("bare", () => this.children(node));
    this.children(node);
  }

  private call(node: PyNode): void {
    const { stack } = this;
    const plan = typingCall(node, stack.scopes);
    const { castType } = plan;
    if (castType) stack.inAnnotation("bare", () => this.visit(castType));
    if (plan.omit.length === 0) return this.children(node);
    stack.inAnnotation("none", () => {
      for (const [part, omit] of plan.plain) this.children(part, omit);
      this.children(node, plan.omit);
    });
    stack.inAnnotation("bare", () => this.visitAll(plan.types));
  }
}
