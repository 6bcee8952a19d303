import type { Verdict } from "@/scanners/core/types";
import { awsSecret, BARE_EXCEPT, CLEAN, PYTHON_2, pluginZip, SHELL } from "@/tests/builders/findings";
import { pythonModules, pythonSource } from "../throw-away/python-source";
import { between, oneOf, type Random } from "../throw-away/random";

export interface KillPackage {
  packageName: string;
  bytes: Uint8Array;
  /** What the checks say about it when nothing disturbs them. */
  verdicts: readonly Verdict[];
}

const KINDS: Record<string, { extra: string; verdict: Verdict }> = {
  clean: { extra: CLEAN, verdict: "passed" },
  warned: { extra: BARE_EXCEPT, verdict: "advisory" },
  shell: { extra: SHELL, verdict: "blocked" },
  secret: { extra: awsSecret(), verdict: "blocked" },
  python2: { extra: PYTHON_2, verdict: "blocked" },
};

/** Small plugins of random kinds and two whose checks take a while: enough for a kill to hit something. */
export function randomPackages(random: Random, prefix: string, count: number): KillPackage[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = oneOf(random, Object.keys(KINDS));
    const { extra, verdict } = KINDS[kind] as { extra: string; verdict: Verdict };
    const size = index < 2 ? between(random, 600_000, 1_500_000) : between(random, 1_000, 60_000);
    const packageName = `${prefix}_${index}_${kind}`;
    return {
      packageName,
      verdicts: [verdict],
      bytes: pluginZip(extra, { packageName, name: packageName, files: pythonModules(random, size) }),
    };
  });
}

/** Python that makes its reader use far more memory than its bytes. The engine must end each, with findings or as not checked. */
export function hungryPackages(random: Random, prefix: string): KillPackage[] {
  const list = (size: number) => `values = [${"[1,2,[3,[4]]],".repeat(size / 14)}]\n`;
  const sources: Record<string, string> = {
    // Nine megabytes of lists in lists, each line below the limit: the tree takes hundreds of times as much.
    literal: Array.from({ length: 10 }, () => list(900_000)).join(""),
    nested: `value = ${"(".repeat(200_000)}1${")".repeat(200_000)}\n`,
    chained: `value = ${"a.b(".repeat(100_000)}1${")".repeat(100_000)}\n`,
    deep: `${Array.from({ length: 900 }, (_, depth) => `${" ".repeat(depth)}if True:\n`).join("")}${" ".repeat(900)}pass\n`,
    sums: `value = ${"1+".repeat(450_000)}1\n`,
    large: pythonSource(random, 9_000_000),
  };
  return Object.entries(sources).map(([kind, source]) => {
    const packageName = `${prefix}_${kind}`;
    return { packageName, verdicts: ["inconclusive", "blocked", "passed"], bytes: pluginZip(source, { packageName, name: packageName }) };
  });
}
