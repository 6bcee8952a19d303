import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";

/** B508, source: Bandit 1.9.4 plugins/snmp_security_check.py: model 0 is version 1, model 1 is version 2. */
function oldVersion(call: CallContext): BanditIssue | null {
  if (call.qualifiedName !== "pysnmp.hlapi.CommunityData" || !call.keywords.has("mpModel")) return null;
  const model = call.keywordNode("mpModel");
  if (model?.nodeType !== "Constant" || !isZeroOrOne(model.value)) return null;
  return {
    code: "B508",
    severity: "medium",
    confidence: "high",
    line: call.lineOfKeyword("CommunityData"),
    message: "The device is asked over SNMP version 1 or 2, which hides nothing.",
  };
}

function isZeroOrOne(value: unknown): boolean {
  if (typeof value === "object" && value !== null && "real" in value && "imag" in value) return value.real === 0 && value.imag === 0;
  return value === 0 || value === 1 || value === 0n || value === 1n;
}

/** B509, source: the same. */
function withoutEncryption(call: CallContext): BanditIssue | null {
  if (call.qualifiedName !== "pysnmp.hlapi.UsmUserData" || call.argumentCount >= 3) return null;
  return {
    code: "B509",
    severity: "medium",
    confidence: "high",
    line: call.lineOfKeyword("UsmUserData"),
    message: "UsmUserData() gets no third value, the key for encryption.",
  };
}

export const detect: BanditTests = {
  Call: [
    { code: "B508", names: ["CommunityData"], test: oldVersion },
    { code: "B509", names: ["UsmUserData"], test: withoutEncryption },
  ],
};
