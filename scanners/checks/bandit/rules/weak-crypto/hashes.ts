import type { CallContext } from "../../call-context";
import type { BanditIssue } from "../../issue";
import type { Literal } from "../../literal";

const WEAK_HASHES = new Set(["md4", "md5", "sha", "sha1"]);
const WEAK_CRYPT = new Set(["METHOD_CRYPT", "METHOD_MD5", "METHOD_BLOWFISH"]);

/** Last parts of the names that `weakHash` looks at. */
export const HASH_NAMES = [...WEAK_HASHES, "new", "crypt", "mksalt"];

/** B324, source: Bandit 1.9.4 plugins/hashlib_insecure_functions.py. */
export function weakHash(call: CallContext): BanditIssue | null {
  const parts = call.qualifiedName.split(".");
  if (parts.includes("hashlib")) return hashlibCall(call);
  return parts.includes("crypt") && (call.name === "crypt" || call.name === "mksalt") ? cryptCall(call) : null;
}

function hashlibCall(call: CallContext): BanditIssue | null {
  const { keywords } = call;
  const isNew = call.name === "new";
  const name: Literal | undefined = isNew ? (call.argumentCount > 0 ? call.args[0] : keywords.get("name")) : call.name;
  if (typeof name !== "string" || !WEAK_HASHES.has(isNew ? name.toLowerCase() : name)) return null;
  if (keywords.has("usedforsecurity") && keywords.get("usedforsecurity") !== "True") return null;
  const hash = name.toUpperCase();
  return {
    code: "B324",
    severity: "high",
    confidence: "high",
    line: call.node.lineno,
    message: `The hash ${hash} is weak.`,
    data: { hash },
  };
}

function cryptCall(call: CallContext): BanditIssue | null {
  const { args, keywords } = call;
  const position = call.name === "crypt" ? 1 : 0;
  const method = args.length > position ? args[position] : keywords.get(call.name === "crypt" ? "salt" : "method");
  if (typeof method !== "string" || !WEAK_CRYPT.has(method)) return null;
  return {
    code: "B324",
    severity: "medium",
    confidence: "high",
    line: call.node.lineno,
    message: `Passwords hashed with crypt.${method} are easy to find out.`,
    data: { hash: method },
  };
}
