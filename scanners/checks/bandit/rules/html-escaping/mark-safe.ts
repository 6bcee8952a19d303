import { isStringConstant, type PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import { BanditGivesUp, type BanditIssue } from "../../issue";
import { assignedTo } from "./assignments";

/** Variables traced through each other, and statements looked at in one function: what needs more counts as not fixed. */
const MAX_DEPTH = 300;
const MAX_STATEMENTS = 1_000_000;

const TRACERS = new WeakMap<PyNode, Tracer>();

/**
 * B703, source: Bandit 1.9.4 plugins/django_xss.py: a text is fixed when it is written there, or made by format() or % of
 * fixed texts, or held by a variable whose last assignment above the call in this function is such a text.
 */
export function markedSafe(call: CallContext): BanditIssue | null {
  if (!call.imports.hasLike("django.utils.safestring")) return null;
  const text: PyNode | undefined = call.node.args[0];
  // Bandit's test fails on a call without arguments.
  if (!text || isStringConstant(text) || tracerOf(call.node).isFixedArgument(text, call.node)) return null;
  return {
    code: "B703",
    severity: "medium",
    confidence: "high",
    message: `${call.name}() declares a text safe HTML that may hold something from outside.`,
  };
}

/** For the function around a node (no `async def`), or the module. */
function tracerOf(node: PyNode): Tracer {
  let scope = node.parent as PyNode;
  while (scope.nodeType !== "Module" && scope.nodeType !== "FunctionDef") scope = scope.parent as PyNode;
  const tracer = TRACERS.get(scope) ?? new Tracer(scope);
  TRACERS.set(scope, tracer);
  return tracer;
}

class Tracer {
  /** What is known of a variable above a line; undefined while it is being worked out. */
  private readonly known = new Map<string, boolean | undefined>();
  private readonly parameters: ReadonlySet<string>;
  private statements = 0;
  private depth = 0;

  constructor(private readonly scope: PyNode) {
    const args: PyNode[] = scope.nodeType === "FunctionDef" ? scope.args.args : [];
    this.parameters = new Set(args.map((arg) => arg.arg));
  }

  /** @throws BanditGivesUp where Bandit's test ends in an error, for instance because a variable is made of itself. */
  isFixedArgument(text: PyNode, call: PyNode): boolean {
    this.depth = 0;
    if (text.nodeType === "Name") return this.isFixedVariable(text.id, call.lineno);
    if (text.nodeType === "Call") return this.isFixedFormat(text);
    const isPercent = text.nodeType === "BinOp" && text.op.nodeType === "Mod" && isStringConstant(text.left);
    if (!isPercent) return false;
    return this.areFixed(text.right.nodeType === "Tuple" ? text.right.elts : [text.right], text.lineno);
  }

  /** A variable as it stands above a line. A parameter is never fixed. */
  private isFixedVariable(name: string, line: number): boolean {
    if (this.parameters.has(name)) return false;
    const key = `${line} ${name}`;
    if (this.known.has(key)) {
      const known = this.known.get(key);
      if (known === undefined) throw new BanditGivesUp();
      return known;
    }
    if (this.depth >= MAX_DEPTH) return false;
    this.known.set(key, undefined);
    this.depth++;
    const isFixed = this.traceVariable(name, line);
    this.depth--;
    this.known.set(key, isFixed);
    return isFixed;
  }

  private traceVariable(name: string, line: number): boolean {
    let isFixed = false;
    for (const statement of this.scope.body as PyNode[]) {
      if (statement.lineno >= line) break;
      this.statements += 1;
      if (this.statements > MAX_STATEMENTS) return false;
      const value = assignedTo(name, statement, () => this.statements++);
      if (value === null) continue;
      const outcome = Array.isArray(value)
        ? value.every((one) => this.isFixedValue(one, statement.lineno, false))
        : this.isFixedValue(value, value.lineno, true);
      if (outcome) isFixed = true;
      else if (Array.isArray(value) || !isTraced(value)) return false;
      else isFixed = false;
    }
    return isFixed;
  }

  /** @param takesCalls Bandit follows format() in a plain assignment, not below `if`, `for` and the like. */
  private isFixedValue(value: PyNode, line: number, takesCalls: boolean): boolean {
    if (value.nodeType === "Name") return this.isFixedVariable(value.id, line);
    if (value.nodeType === "Call") return takesCalls && this.isFixedFormat(value);
    return isStringConstant(value);
  }

  private isFixedFormat(call: PyNode): boolean {
    const { func } = call;
    const isFormat = func.nodeType === "Attribute" && func.attr === "format" && func.value.nodeType === "Constant";
    return isFormat && call.keywords.length === 0 && this.areFixed(call.args, call.lineno);
  }

  private areFixed(values: readonly PyNode[], line: number): boolean {
    const queue = [...values];
    for (let at = 0; at < queue.length; at++) {
      const value = queue[at] as PyNode;
      if (value.nodeType === "Starred" && (value.value.nodeType === "List" || value.value.nodeType === "Tuple")) {
        for (const inner of value.value.elts) queue.push(inner);
      } else if (!this.isFixedValue(value, line, true)) return false;
    }
    return true;
  }
}

/** Whether Bandit goes on after such a value of a plain assignment, or stops at it. */
function isTraced(value: PyNode): boolean {
  return value.nodeType === "Name" || value.nodeType === "Call";
}
