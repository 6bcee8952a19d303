import type { RawFinding } from "../../core/check";
import type { Suppression } from "../../core/types";
import type { PyNode } from "../../python/ast";
import type { PythonFile } from "../../python/python-file";
import { scopeName, statementText } from "../../python/source-text";
import type { BanditIssue } from "./issue";

/** A text's surroundings are its statement up to this many lines; in a longer list or table the text stands for itself. */
const MAX_SURROUNDINGS = 10;

/**
 * Makes a finding of what a test said.
 * @param node what was looked at, null for a whole file. @param around the node whose lines count for a pragma.
 */
export function rawFinding(
  file: PythonFile,
  issue: BanditIssue,
  node: PyNode | null,
  around: PyNode | null,
  suppression: Suppression | undefined,
): RawFinding {
  const anchor = issue.anchor ?? (node && around && isShort(around) ? around : node);
  const line = issue.line ?? node?.lineno ?? 0;
  const last = issue.anchor?.end_lineno ?? node?.end_lineno ?? line;
  return {
    code: issue.code,
    path: file.path,
    line,
    endLine: Math.max(line, last),
    confidence: issue.confidence,
    toolSeverity: issue.severity,
    message: issue.message,
    ...(issue.statement || anchor ? { statement: issue.statement ?? statementText(file, anchor as PyNode) } : {}),
    ...(node ? { scope: scopeName(node) } : {}),
    ...(issue.shape ? { shape: issue.shape } : {}),
    ...(issue.data ? { data: issue.data } : {}),
    ...(suppression ? { suppression } : {}),
  };
}

function isShort(node: PyNode): boolean {
  return node.lineno > 0 && node.end_lineno - node.lineno < MAX_SURROUNDINGS;
}
