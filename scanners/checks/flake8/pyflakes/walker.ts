import { CHILD_FIELDS, isStringConstant, type PyNode } from "../../../python/ast";
import { type AnnotationState, NameChecker } from "./checker";
import { parseQuotedAnnotation } from "./quoted-annotation";
import type { Scope } from "./scope";

/** What is read when the rest of the module has been read. */
interface Postponed {
  kind: "function" | "annotation" | "quoted annotation";
  node: PyNode;
  /** Where a type in quotes that cannot be read is reported. */
  owner: PyNode;
  scope: Scope;
}

/** What happens at a node of one type. Types without a handler hold nothing of interest. */
export type Handler = (walker: Walker, node: PyNode) => void;
export type Handlers = Readonly<Record<string, Handler>>;

const READ_FIRST = ["iter", "generators", "value"];

/** What is read before it is stored stands before its targets; all else in the tree's order. */
function readingOrder(fields: readonly string[]): readonly string[] {
  const first = READ_FIRST.find((field) => fields.includes(field));
  return first ? [first, ...fields.filter((field) => field !== first)] : fields;
}

const FIELDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(CHILD_FIELDS).map(([type, fields]) => [type, readingOrder(fields)]),
);
const NO_FIELDS: readonly string[] = [];

/** Goes through a module once: the code at its top first, then functions and postponed types in the order they were met. */
export class Walker extends NameChecker {
  isInFormattedString = false;
  /** Nothing but texts and imports from `__future__` was met so far. */
  allowsFuture = true;
  private readonly postponed: Postponed[] = [];

  constructor(
    isPackageInit: boolean,
    private readonly handlers: Handlers,
  ) {
    super(isPackageInit);
  }

  /** @param runFunction reads parameters and body of a function. */
  run(tree: PyNode, runFunction: Handler): void {
    for (const statement of tree.body as PyNode[]) {
      if (statement.nodeType !== "ImportFrom" && !(statement.nodeType === "Expr" && isStringConstant(statement.value)))
        this.allowsFuture = false;
      this.visit(statement);
    }
    for (let at = 0; at < this.postponed.length; at++) this.resume(this.postponed[at] as Postponed, runFunction);
  }

  private resume({ kind, node, owner, scope }: Postponed, runFunction: Handler): void {
    this.scope = scope;
    if (kind === "function") runFunction(this, node);
    else if (kind === "annotation") this.visitPostponedType(node, "bare");
    else {
      const expression = parseQuotedAnnotation(node, owner);
      if (expression) this.visitPostponedType(expression, "string");
      else this.reports.add("F722", owner, node.value);
    }
    this.scope = this.module;
  }

  private visitPostponedType(type: PyNode, state: AnnotationState): void {
    type.isPostponedType = true;
    this.visitType(type, state);
  }

  visit(node: PyNode | null | undefined): void {
    if (node) this.handlers[node.nodeType]?.(this, node);
  }

  visitAll(nodes: readonly (PyNode | null)[]): void {
    for (const node of nodes) this.visit(node);
  }

  /** The parts of a node, but for the fields to leave out. */
  visitParts(node: PyNode, omit = NO_FIELDS): void {
    for (const field of FIELDS[node.nodeType] ?? NO_FIELDS) {
      const value = node[field];
      if (!value || omit.includes(field)) continue;
      if (Array.isArray(value)) this.visitAll(value);
      else this.visit(value);
    }
  }

  visitType(node: PyNode | null | undefined, state: AnnotationState): void {
    const outer = this.annotation;
    this.annotation = state;
    this.visit(node);
    this.annotation = outer;
  }

  /** A type behind a parameter, a function or a variable. */
  annotate(type: PyNode | null | undefined, owner: PyNode): void {
    if (!type) return;
    if (type.nodeType === "Constant") this.postponeText(type, owner);
    else if (this.postponesAnnotations) this.postpone("annotation", type, owner);
    else this.visitType(type, "bare");
  }

  postpone(kind: Postponed["kind"], node: PyNode, owner = node): void {
    this.postponed.push({ kind, node, owner, scope: this.scope });
  }

  /** A constant where a type is expected: one in quotes is read later. */
  postponeText(node: PyNode, owner: PyNode): void {
    if (isStringConstant(node)) this.postpone("quoted annotation", node, owner);
  }
}
