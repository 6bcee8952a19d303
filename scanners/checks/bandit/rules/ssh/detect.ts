import type { PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";

const TRUSTING = new Set(["AutoAddPolicy", "WarningPolicy"]);

/** B507, source: Bandit 1.9.4 plugins/ssh_no_host_key_verification.py. */
function trustsAnyServer(call: CallContext): BanditIssue | null {
  const policy: PyNode | undefined = call.node.args[0];
  if (!policy || !call.imports.hasLike("paramiko")) return null;
  const name = nameOf(policy.nodeType === "Call" ? policy.func : policy);
  if (name === null || !TRUSTING.has(name)) return null;
  return {
    code: "B507",
    severity: "high",
    confidence: "medium",
    line: call.lineOfKeyword("set_missing_host_key_policy"),
    message: `With ${name} the connection trusts any server that answers.`,
    data: { policy: name },
  };
}

function nameOf(node: PyNode): string | null {
  if (node.nodeType === "Attribute") return node.attr;
  return node.nodeType === "Name" ? node.id : null;
}

/** B601, source: Bandit 1.9.4 plugins/injection_paramiko.py. */
function remoteCommand(call: CallContext): BanditIssue | null {
  if (!call.imports.hasLike("paramiko")) return null;
  return { code: "B601", severity: "medium", confidence: "medium", message: "exec_command() runs a command line on another computer." };
}

export const detect: BanditTests = {
  Call: [
    { code: "B507", names: ["set_missing_host_key_policy"], test: trustsAnyServer },
    { code: "B601", names: ["exec_command"], test: remoteCommand },
  ],
};
