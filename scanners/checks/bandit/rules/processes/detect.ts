import { isStringConstant, keywordOf, type PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";

const SUBPROCESS = new Set(["subprocess.Popen", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.run"]);
const SHELL = new Set([
  "os.system",
  "os.popen",
  "os.popen2",
  "os.popen3",
  "os.popen4",
  "popen2.popen2",
  "popen2.popen3",
  "popen2.popen4",
  "popen2.Popen3",
  "popen2.Popen4",
  "commands.getoutput",
  "commands.getstatusoutput",
  "subprocess.getoutput",
  "subprocess.getstatusoutput",
]);

/** Truth of the value given for `shell`, as far as it can be read off the code. */
function isTrue(value: PyNode): boolean {
  if (value.nodeType === "Constant") {
    // py-ast writes complex numbers as objects and the empty bytes as an empty text.
    if (typeof value.value === "object" && value.value !== null) return value.value.real !== 0 || value.value.imag !== 0;
    return Boolean(value.value);
  }
  if (value.nodeType === "List") return value.elts.length > 0;
  if (value.nodeType === "Dict") return value.keys.length > 0;
  return true;
}

function firstIsFixedText(call: PyNode): boolean {
  return isStringConstant(call.args[0]);
}

/** B602, source: Bandit 1.9.4 plugins/injection_shell.py. */
function subprocessWithShell(call: CallContext): BanditIssue | null {
  if (!SUBPROCESS.has(call.qualifiedName) || call.node.args.length === 0) return null;
  const shell = keywordOf(call.node, "shell");
  if (!shell || !isTrue(shell.value)) return null;
  const fixed = firstIsFixedText(call.node);
  return {
    code: "B602",
    severity: fixed ? "low" : "high",
    confidence: "high",
    line: shell.value.lineno,
    shape: fixed ? "literal" : "computed",
    message: fixed
      ? `${call.qualifiedName}() gives a fixed command line to a shell.`
      : `${call.qualifiedName}() gives a command line that is put together at run time to a shell.`,
    data: { call: call.qualifiedName },
  };
}

/** B605, source: Bandit 1.9.4 plugins/injection_shell.py. */
function shellCall(call: CallContext): BanditIssue | null {
  if (!SHELL.has(call.qualifiedName) || call.node.args.length === 0) return null;
  const fixed = firstIsFixedText(call.node);
  return {
    code: "B605",
    severity: fixed ? "low" : "high",
    confidence: "high",
    shape: fixed ? "literal" : "computed",
    message: fixed
      ? `${call.qualifiedName}() runs a fixed command line through a shell.`
      : `${call.qualifiedName}() runs a command line that is put together at run time through a shell.`,
    data: { call: call.qualifiedName },
  };
}

export const detect: BanditTests = {
  Call: [
    { code: "B602", names: lastParts(SUBPROCESS), test: subprocessWithShell },
    { code: "B605", names: lastParts(SHELL), test: shellCall },
  ],
};

function lastParts(names: ReadonlySet<string>): string[] {
  return [...new Set([...names].map((name) => name.slice(name.lastIndexOf(".") + 1)))];
}
