import { findIssues, type TestFailure } from "@/scanners/checks/bandit/visit";
import { PythonFile } from "@/scanners/python/python-file";

/**
 * What our Bandit finds in a Python text, as `line code severity/confidence`, sorted; suppressed findings left out.
 * Throws when the text is no Python or when a test failed.
 */
export function banditIssues(code: string, codes: readonly string[]): string[] {
  const file = new PythonFile({ path: "demo/plugin.py", bytes: Buffer.from(code), mode: null });
  if (!file.tree) throw new Error(file.problem?.message);
  const failures: TestFailure[] = [];
  const found = findIssues(file, file.tree, failures);
  if (failures[0]) throw failures[0].error;
  return found
    .filter((one) => codes.includes(one.code) && !one.suppression)
    .sort((a, b) => a.line - b.line || (a.code < b.code ? -1 : 1))
    .map((one) => `${one.line} ${one.code} ${one.toolSeverity}/${one.confidence}`);
}
