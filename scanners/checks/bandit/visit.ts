import type { RawFinding } from "../../core/check";
import { CHILD_FIELDS, isStringConstant, type PyNode } from "../../python/ast";
import type { PythonFile } from "../../python/python-file";
import { Imports } from "../../python/qualified-names";
import { CallContext } from "./call-context";
import { BanditGivesUp, type BanditIssue, type NodeContext } from "./issue";
import { lineRange } from "./line-range";
import { testsOf, testsOfAnyCall, testsOfCall } from "./node-tests";
import { NosecComments } from "./nosec";
import { rawFinding } from "./raw-finding";

/** A test of ours that failed; what the others found is kept, and the check as a whole fails in the end. */
export interface TestFailure {
  code: string;
  path: string;
  error: unknown;
}

interface NodeTest<Context> {
  code: string;
  test(context: Context): BanditIssue | null;
}

const STR = testsOf<NodeContext>("Str");
const IMPORT = testsOf<NodeContext>("Import");
const FILE = testsOf<{ file: PythonFile }>("File");
/** Kinds of node that need nothing but their tests. */
const PLAIN: Readonly<Record<string, readonly NodeTest<NodeContext>[]>> = {
  FunctionDef: testsOf("FunctionDef"),
  Assert: testsOf("Assert"),
  ExceptHandler: testsOf("ExceptHandler"),
};

/**
 * Walks a module in Bandit's order (CPython's field order; imports take effect when they are met).
 * @param failures takes what went wrong inside single tests.
 */
export function findIssues(file: PythonFile, tree: PyNode, failures: TestFailure[]): RawFinding[] {
  return new Visitor(file, failures).run(tree);
}

class Visitor {
  private readonly findings: RawFinding[] = [];
  private readonly imports = new Imports();
  private readonly nosec: NosecComments;
  private readonly anyCall: ReturnType<typeof testsOfAnyCall>;

  constructor(
    private readonly file: PythonFile,
    private readonly failures: TestFailure[],
  ) {
    this.nosec = new NosecComments(file);
    this.anyCall = testsOfAnyCall(file);
  }

  run(tree: PyNode): RawFinding[] {
    this.children(tree);
    this.ask(FILE, { file: this.file }, null, null);
    return this.findings;
  }

  private visit(node: PyNode): void {
    switch (node.nodeType) {
      case "Name":
        return;
      case "Call":
        this.call(node);
        break;
      case "Import":
      case "ImportFrom":
        this.imports.add(node);
        this.ask(IMPORT, { node, file: this.file, imports: this.imports }, node, node);
        return;
      case "Constant":
        // A text that is a statement of its own is documentation.
        if (typeof node.value === "string" && node.parent?.nodeType !== "Expr" && isStringConstant(node))
          this.ask(STR, { node, file: this.file, imports: this.imports }, node, node.parent);
        return;
      default: {
        const tests = PLAIN[node.nodeType];
        if (tests) this.ask(tests, { node, file: this.file, imports: this.imports }, node, node);
      }
    }
    this.children(node);
  }

  private children(node: PyNode): void {
    const fields = CHILD_FIELDS[node.nodeType];
    if (!fields) return;
    for (const field of fields) {
      const value = node[field];
      if (Array.isArray(value)) {
        for (const item of value) if (item) this.visit(item);
      } else if (value) this.visit(value);
    }
  }

  private call(node: PyNode): void {
    const qualifiedName = this.imports.callName(node);
    const name = qualifiedName.slice(qualifiedName.lastIndexOf(".") + 1);
    const named = testsOfCall(name);
    if (!named && this.anyCall.length === 0) return;
    const context = new CallContext(node, this.file, this.imports, qualifiedName, name);
    if (named) this.ask(named, context, node, node);
    this.ask(this.anyCall, context, node, node);
  }

  /** @param range the node whose lines may hold the `# nosec`; for a text that is its parent. Both are null for a file. */
  private ask<Context>(tests: readonly NodeTest<Context>[], context: Context, node: PyNode | null, range: PyNode | null): void {
    for (const test of tests) {
      try {
        const issue = test.test(context);
        if (!issue) continue;
        const [first, last] = range ? lineRange(range) : [0, 1];
        const suppression = this.nosec.suppressionOf(issue.code, issue.line, first, last);
        this.findings.push(rawFinding(this.file, issue, node, range, suppression));
      } catch (error) {
        if (!(error instanceof BanditGivesUp)) this.failures.push({ code: test.code, path: this.file.path, error });
      }
    }
  }
}
