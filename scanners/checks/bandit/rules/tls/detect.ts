import { isStringConstant, keywordOf } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";

const VERBS = ["get", "options", "head", "post", "put", "patch", "delete"];
const REQUESTS = new Set(VERBS);
const HTTPX = new Set([...VERBS, "request", "stream", "Client", "AsyncClient"]);

/** B501, source: Bandit 1.9.4 plugins/crypto_request_no_cert_validation.py. */
function uncheckedCertificate(call: CallContext): BanditIssue | null {
  const library = call.qualifiedName.split(".", 1)[0];
  const applies = (library === "requests" && REQUESTS.has(call.name)) || (library === "httpx" && HTTPX.has(call.name));
  if (!applies) return null;
  const verify = keywordOf(call.node, "verify")?.value;
  const isOff = verify?.nodeType === "Constant" && (verify.value === false || (isStringConstant(verify) && verify.value === "False"));
  if (!isOff) return null;
  return {
    code: "B501",
    severity: "high",
    confidence: "high",
    line: verify.lineno,
    message: `${call.qualifiedName}() does not check the server's certificate (verify=False).`,
    data: { call: call.qualifiedName },
  };
}

export const detect: BanditTests = { Call: [{ code: "B501", names: [...HTTPX], test: uncheckedCertificate }] };
