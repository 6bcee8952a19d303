import { isStringConstant } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import { givenValue } from "../../given-value";
import type { BanditIssue, BanditTests } from "../../issue";
import { hasShell, lastParts, SHELL_CALLS, SUBPROCESS_CALLS } from "./process-calls";
import { wildcardCommand } from "./wildcards";

const B602_B605 = { fixed: { severity: "low", shape: "literal" }, computed: { severity: "high", shape: "computed" } } as const;

/** B602. */
function subprocessWithShell(call: CallContext): BanditIssue | null {
  if (!SUBPROCESS_CALLS.has(call.qualifiedName) || !hasShell(call) || call.args.length === 0) return null;
  const isFixed = isStringConstant(call.node.args[0]);
  return {
    code: "B602",
    ...(isFixed ? B602_B605.fixed : B602_B605.computed),
    confidence: "high",
    line: call.lineOfKeyword("shell"),
    message: `${call.qualifiedName}() gives ${givenValue(call.node.args[0], "command", "command")} to a shell.`,
    data: { call: call.qualifiedName },
  };
}

/** B604: any other function that is asked for a shell. */
function otherCallWithShell(call: CallContext): BanditIssue | null {
  if (!call.keywordNode("shell") || SUBPROCESS_CALLS.has(call.qualifiedName) || !hasShell(call)) return null;
  const shown = call.name || "A function";
  return {
    code: "B604",
    severity: "medium",
    confidence: "low",
    line: call.lineOfKeyword("shell"),
    message: `${call.name ? `${shown}()` : shown} is called with shell=True.`,
    data: { call: call.qualifiedName },
  };
}

/** B605. */
function shellCall(call: CallContext): BanditIssue | null {
  if (!SHELL_CALLS.has(call.qualifiedName) || call.args.length === 0) return null;
  const isFixed = isStringConstant(call.node.args[0]);
  return {
    code: "B605",
    ...(isFixed ? B602_B605.fixed : B602_B605.computed),
    confidence: "high",
    message: `${call.qualifiedName}() runs ${givenValue(call.node.args[0], "command", "command")} through a shell.`,
    data: { call: call.qualifiedName },
  };
}

/** Source: Bandit 1.9.4 plugins/injection_shell.py and injection_wildcard.py. */
export const detect: BanditTests = {
  Call: [
    { code: "B602", names: lastParts(SUBPROCESS_CALLS), test: subprocessWithShell },
    { code: "B604", mentions: ["shell"], test: otherCallWithShell },
    { code: "B605", names: lastParts(SHELL_CALLS), test: shellCall },
    { code: "B609", names: lastParts(SHELL_CALLS, SUBPROCESS_CALLS), test: wildcardCommand },
  ],
};
