import { createHmac } from "node:crypto";

export interface FingerprintInput {
  ruleId: string;
  path: string;
  /** Dotted name of the enclosing function or class, or empty. */
  scope: string;
  /** The normalised statement; for a finding about a file, the sha256 of its content. */
  statement: string;
}

/** 128 bits: far beyond chance for the findings of one plugin, and short enough to read aloud. */
const HEX_LENGTH = 32;

/**
 * A finding's identity across versions, without line numbers: moved code keeps it. Keyed, because a plain hash of a
 * short secret could be guessed.
 *
 * @param key the plugin's own key; without a server, one that the command line made for its baseline.
 * @returns the fingerprint, and the same without the path, which finds code that moved to another file.
 */
export function fingerprintsOf(key: string, input: FingerprintInput): { fingerprint: string; movedFingerprint: string } {
  const statement = normalise(input.statement);
  return {
    fingerprint: hmac(key, ["at", input.ruleId, input.path, input.scope, statement]),
    movedFingerprint: hmac(key, ["moved", input.ruleId, input.scope, statement]),
  };
}

/** White space does not count: formatting does not change what a statement is. */
function normalise(statement: string): string {
  return statement.replace(/\s+/g, "");
}

function hmac(key: string, parts: readonly string[]): string {
  return createHmac("sha256", key).update(JSON.stringify(parts)).digest("hex").slice(0, HEX_LENGTH);
}
