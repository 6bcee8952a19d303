import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";

const EVERYWHERE = "0.0.0.0";
const VERBS = ["get", "options", "head", "post", "put", "patch", "delete"];
const HTTPX = ["request", "stream", "Client", "AsyncClient"];

/**
 * requests waits for ever unless told otherwise; httpx has a limit of its own, which `timeout=None` takes away.
 * A timeout that is a call or a sum counts as none, as in Bandit. Source: Bandit 1.9.4 plugins/request_without_timeout.py.
 */
function withoutTimeout(call: CallContext): BanditIssue | null {
  const library = call.qualifiedName.split(".", 1)[0] ?? "";
  const isRequests = library === "requests" && VERBS.includes(call.name);
  if (!isRequests && library !== "httpx") return null;
  if (isRequests && call.isKeyword("timeout") === null) return report(`${call.qualifiedName}() has no time limit (timeout=…).`, call);
  return call.isKeyword("timeout", "None") ? report(`${call.qualifiedName}() is told to wait for ever (timeout=None).`, call) : null;
}

function report(message: string, call: CallContext): BanditIssue {
  return { code: "B113", severity: "medium", confidence: "low", message, data: { call: call.qualifiedName } };
}

export const detect: BanditTests = {
  Call: [{ code: "B113", names: [...VERBS, ...HTTPX], test: withoutTimeout }],
  Str: [
    {
      code: "B104",
      // Source: Bandit 1.9.4 plugins/general_bind_all_interfaces.py.
      test: ({ node }) =>
        node.value === EVERYWHERE
          ? {
              code: "B104",
              severity: "medium",
              confidence: "medium",
              message: `The address ${EVERYWHERE} opens a port to the whole network.`,
            }
          : null,
    },
  ],
};
