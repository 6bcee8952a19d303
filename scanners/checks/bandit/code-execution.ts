import { isStringConstant } from "../../python/ast";
import type { CallTest } from "./issue";

/** B102, source: Bandit 1.9.4 plugins/exec.py. */
export const execUsed: CallTest = (call) =>
  call.qualifiedName === "exec"
    ? { code: "B102", severity: "medium", confidence: "high", message: "exec() runs a text as a program." }
    : null;

/** Whether the expression that eval() gets is a fixed text, which only the plugin's author can have written. */
export function evalShape(call: Parameters<CallTest>[0]): string {
  return isStringConstant(call.node.args[0]) ? "literal" : "computed";
}
