import { isStringConstant, type PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";
import { hasShell, lastParts, NO_SHELL_CALLS, SHELL_CALLS, SUBPROCESS_CALLS } from "../shell/process-calls";

/** A drive letter, a slash, a backslash or a dot: what Bandit takes for a path. */
const PATH_START = /^(?:[A-Za-z]:|[\\/.])/;

/** B603. */
function subprocessWithoutShell(call: CallContext): BanditIssue | null {
  if (!SUBPROCESS_CALLS.has(call.qualifiedName) || hasShell(call)) return null;
  return {
    code: "B603",
    severity: "low",
    confidence: "high",
    line: call.lineOfKeyword("shell"),
    message: `${call.qualifiedName}() starts another program.`,
    data: { call: call.qualifiedName },
  };
}

/** B606. */
function programWithoutShell(call: CallContext): BanditIssue | null {
  if (!NO_SHELL_CALLS.has(call.qualifiedName)) return null;
  return {
    code: "B606",
    severity: "low",
    confidence: "medium",
    message:
      call.name === "startfile" ? "os.startfile() opens or runs what the path names." : `${call.qualifiedName}() starts another program.`,
    data: { call: call.qualifiedName },
  };
}

/** B607. */
function programWithoutPath(call: CallContext): BanditIssue | null {
  const { qualifiedName } = call;
  if (!SUBPROCESS_CALLS.has(qualifiedName) && !SHELL_CALLS.has(qualifiedName) && !NO_SHELL_CALLS.has(qualifiedName)) return null;
  if (call.args.length === 0) return null;
  const first = call.node.args[0] as PyNode;
  const program: PyNode = first.nodeType === "List" && first.elts.length > 0 ? first.elts[0] : first;
  if (!isStringConstant(program) || PATH_START.test(program.value)) return null;
  const name = program.value.trim().split(/\s/, 1)[0]?.slice(0, 60) ?? "";
  return {
    code: "B607",
    severity: "low",
    confidence: "high",
    message: name ? `“${name}” is started by its name alone, without a path.` : `${qualifiedName}() starts a program without a path.`,
    data: { call: qualifiedName },
  };
}

/** Source: Bandit 1.9.4 plugins/injection_shell.py. */
export const detect: BanditTests = {
  Call: [
    { code: "B603", names: lastParts(SUBPROCESS_CALLS), test: subprocessWithoutShell },
    { code: "B606", names: lastParts(NO_SHELL_CALLS), test: programWithoutShell },
    { code: "B607", names: lastParts(SUBPROCESS_CALLS, SHELL_CALLS, NO_SHELL_CALLS), test: programWithoutPath },
  ],
};
