import type { PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests, NodeContext } from "../../issue";

const VERBS = ["get", "options", "head", "post", "put", "patch", "delete"];
const REQUESTS = new Set(VERBS);
const HTTPX = new Set([...VERBS, "request", "stream", "Client", "AsyncClient"]);
/** Functions that are known, with the keyword that takes the version. */
const KNOWN_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["ssl.wrap_socket", "ssl_version"],
  ["pyOpenSSL.SSL.Context", "method"],
]);
const OUTDATED = [
  ...["PROTOCOL_SSLv2", "PROTOCOL_SSLv3", "PROTOCOL_TLSv1", "PROTOCOL_TLSv1_1"],
  ...["SSLv2_METHOD", "SSLv23_METHOD", "SSLv3_METHOD", "TLSv1_METHOD", "TLSv1_1_METHOD"],
];

/** B501, source: Bandit 1.9.4 plugins/crypto_request_no_cert_validation.py. */
function uncheckedCertificate(call: CallContext): BanditIssue | null {
  const library = call.qualifiedName.split(".", 1)[0];
  const applies = (library === "requests" && REQUESTS.has(call.name)) || (library === "httpx" && HTTPX.has(call.name));
  if (!applies || !call.isKeyword("verify", "False")) return null;
  return {
    code: "B501",
    severity: "high",
    confidence: "high",
    line: call.lineOfKeyword("verify"),
    message: `${call.qualifiedName}() does not check the server's certificate (verify=False).`,
    data: { call: call.qualifiedName },
  };
}

/** B502, source: Bandit 1.9.4 plugins/insecure_ssl_tls.py: strict for two known functions, a guess for all others. */
function outdatedVersion(call: CallContext): BanditIssue | null {
  const keyword = KNOWN_FUNCTIONS.get(call.qualifiedName);
  if (keyword) return call.isKeyword(keyword, ...OUTDATED) ? outdated("high", call.lineOfKeyword(keyword), call.keyword(keyword)) : null;
  const method = call.lineOfKeyword("method");
  const version = call.lineOfKeyword("ssl_version");
  if (method === undefined && version === undefined) return null;
  const found = ["method", "ssl_version"].find((name) => call.isKeyword(name, ...OUTDATED));
  return found ? outdated("medium", method ?? version, call.keyword(found)) : null;
}

function outdated(severity: "high" | "medium", line: number | undefined, version: unknown): BanditIssue {
  return {
    code: "B502",
    severity,
    confidence: severity,
    line,
    message: `The connection is to use ${String(version)}, which is outdated.`,
    data: { version: String(version) },
  };
}

/** B503, source: the same; only values of arguments that can be given by position. */
function outdatedDefault({ node, imports }: NodeContext): BanditIssue | null {
  for (const value of node.args.defaults as PyNode[]) {
    const name = imports.attributeName(value);
    const version = name.slice(name.lastIndexOf(".") + 1);
    if (!OUTDATED.includes(version)) continue;
    return {
      code: "B503",
      severity: "medium",
      confidence: "medium",
      message: `${node.name}() uses ${version}, which is outdated, unless the caller names another version.`,
      data: { version },
    };
  }
  return null;
}

/** B504, source: the same; a version that is worked out counts as none. */
function noVersion(call: CallContext): BanditIssue | null {
  if (call.qualifiedName !== "ssl.wrap_socket" || call.isKeyword("ssl_version") !== null) return null;
  return {
    code: "B504",
    severity: "low",
    confidence: "medium",
    line: call.lineOfKeyword("ssl_version"),
    message: "ssl.wrap_socket() is called without a version and checks no certificate.",
  };
}

export const detect: BanditTests = {
  Call: [
    { code: "B501", names: [...HTTPX], test: uncheckedCertificate },
    { code: "B502", mentions: ["ssl_version", "method"], test: outdatedVersion },
    { code: "B504", names: ["wrap_socket"], test: noVersion },
  ],
  FunctionDef: [{ code: "B503", test: outdatedDefault }],
};
