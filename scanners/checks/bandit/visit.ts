import type { RawFinding } from "../../core/check";
import { forEachChild, isStringConstant, type PyNode } from "../../python/ast";
import type { PythonFile } from "../../python/python-file";
import { ImportAliases } from "../../python/qualified-names";
import { scopeName, statementText } from "../../python/source-text";
import { rulesOfCheck } from "../../ruleset/rules";
import { listedCall, listedImport } from "./blacklists";
import { execUsed } from "./code-execution";
import type { BanditIssue, CallTest, StringTest } from "./issue";
import { NosecComments } from "./nosec";
import { hardcodedPassword } from "./passwords";
import { shellCall, subprocessWithShell } from "./processes";
import { uncheckedCertificate } from "./tls";

const CALL_TESTS: readonly CallTest[] = [execUsed, subprocessWithShell, shellCall, uncheckedCertificate, listedCall];
const STRING_TESTS: readonly StringTest[] = [hardcodedPassword];
const KNOWN_CODES = new Set(rulesOfCheck("bandit").map((rule) => rule.code));

/** Walks a module in Bandit's order (CPython's field order, imports take effect when they are met). */
export function findIssues(file: PythonFile, tree: PyNode): RawFinding[] {
  const visitor = new Visitor(file);
  visitor.visit(tree);
  return visitor.findings;
}

class Visitor {
  readonly findings: RawFinding[] = [];
  private readonly aliases = new ImportAliases();
  private readonly nosec: NosecComments;

  constructor(private readonly file: PythonFile) {
    this.nosec = new NosecComments(file);
  }

  visit = (node: PyNode): void => {
    switch (node.nodeType) {
      case "Call":
        this.call(node);
        break;
      case "Import":
      case "ImportFrom":
        this.aliases.add(node);
        this.report(node, node, listedImport(node));
        break;
      case "Constant":
        // A text that is a statement of its own is documentation.
        if (node.parent?.nodeType !== "Expr" && isStringConstant(node)) {
          for (const test of STRING_TESTS) this.report(node, node.parent as PyNode, test(node));
        }
        return;
    }
    forEachChild(node, this.visit);
  };

  private call(node: PyNode): void {
    const qualifiedName = this.aliases.callName(node);
    const call = { node, qualifiedName, name: qualifiedName.slice(qualifiedName.lastIndexOf(".") + 1) };
    for (const test of CALL_TESTS) this.report(node, node, test(call));
  }

  /** @param range the node whose lines may hold the `# nosec`; for a text that is its parent. */
  private report(node: PyNode, range: PyNode, issue: BanditIssue | null): void {
    if (!issue || !KNOWN_CODES.has(issue.code)) return;
    const suppression = this.nosec.suppressionOf(issue.code, issue.line, range.lineno, range.end_lineno);
    const line = issue.line ?? node.lineno;
    this.findings.push({
      code: issue.code,
      path: this.file.path,
      line,
      endLine: Math.max(line, node.end_lineno),
      confidence: issue.confidence,
      toolSeverity: issue.severity,
      message: issue.message,
      statement: statementText(this.file, range.lineno > 0 ? range : node),
      scope: scopeName(node),
      ...(issue.shape ? { shape: issue.shape } : {}),
      ...(issue.data ? { data: issue.data } : {}),
      ...(suppression ? { suppression } : {}),
    });
  }
}
