const BITS: Readonly<Record<string, number>> = {
  "files/executable": 0o111,
  "files/setuid": 0o4000,
  "files/setgid": 0o2000,
  "files/world-writable": 0o002,
};

/** A mode without the bits that these rules are about. */
export function fixedMode(mode: number, ruleIds: readonly string[]): number {
  return ruleIds.reduce((left, ruleId) => left & ~(BITS[ruleId] ?? 0), mode);
}
