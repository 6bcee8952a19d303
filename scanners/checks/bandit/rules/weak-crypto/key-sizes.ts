import type { PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue } from "../../issue";
import { isTruthy } from "../../literal";

interface Generator {
  kind: "RSA" | "DSA";
  keyword: string;
  position: number;
}

const HAZMAT = "cryptography.hazmat.primitives.asymmetric";
const PYCRYPTO = { keyword: "bits", position: 0 };
const GENERATORS: ReadonlyMap<string, Generator> = new Map([
  [`${HAZMAT}.dsa.generate_private_key`, { kind: "DSA", keyword: "key_size", position: 0 }],
  [`${HAZMAT}.rsa.generate_private_key`, { kind: "RSA", keyword: "key_size", position: 1 }],
  ...["Crypto", "Cryptodome"].flatMap((library): [string, Generator][] => [
    [`${library}.PublicKey.DSA.generate`, { kind: "DSA", ...PYCRYPTO }],
    [`${library}.PublicKey.RSA.generate`, { kind: "RSA", ...PYCRYPTO }],
  ]),
]);
const EC_GENERATOR = `${HAZMAT}.ec.generate_private_key`;
/** The only curves that Bandit knows of below its limit of 224 bits; none of them is below 160. */
const SHORT_CURVES: ReadonlyMap<string, number> = new Map([
  ["SECP192R1", 192],
  ["SECT163K1", 163],
  ["SECT163R2", 163],
]);
const BREAKABLE_BITS = 1024;
const SHORT_BITS = 2048;

/** B505, source: Bandit 1.9.4 plugins/weak_cryptographic_key.py with its default limits. */
export function shortKey(call: CallContext): BanditIssue | null {
  if (call.qualifiedName === EC_GENERATOR) return shortCurve(call);
  const generator = GENERATORS.get(call.qualifiedName);
  if (!generator) return null;
  const bits = sizeOf(call, generator);
  if (bits === null || bits >= SHORT_BITS) return null;
  return issue(bits < BREAKABLE_BITS ? "high" : "medium", `${bits} bits are too few for a key of kind ${generator.kind}.`, String(bits));
}

/** The size that is written there: null when there is none or no number. */
function sizeOf(call: CallContext, { keyword, position }: Generator): number | null {
  const isNamed = isTruthy(call.keyword(keyword));
  if (!isNamed && !isTruthy(call.argumentAt(position))) return null;
  const node: PyNode | undefined = isNamed ? call.keywordNode(keyword) : call.node.args[position];
  const value: unknown = node?.nodeType === "Constant" ? node.value : null;
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
}

function shortCurve(call: CallContext): BanditIssue | null {
  const named = call.keyword("curve");
  const curve = isTruthy(named) ? named : call.args[0];
  const bits = typeof curve === "string" ? SHORT_CURVES.get(curve) : undefined;
  return bits === undefined ? null : issue("medium", `The curve ${curve} with its ${bits} bits is too short for a key.`, String(bits));
}

function issue(severity: "high" | "medium", message: string, bits: string): BanditIssue {
  return { code: "B505", severity, confidence: "high", message, data: { bits } };
}
