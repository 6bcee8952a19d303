import { scanPackage } from "@/scanners/core/scan-package";
import type { CheckOutcome, Finding } from "@/scanners/core/types";
import { buildPatch } from "@/scanners/fixes/build-patch";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";

const PATH = "demo/plugin.py";

/** A plugin that is one file: its findings, and what the patch for the open ones makes of it. */
export interface FixedSource {
  /** Null: nothing is changed. */
  bytes: Uint8Array | null;
  mode: number | null;
  diff: string;
  before: Finding[];
  after: Finding[];
}

export async function fixSource(source: string | Uint8Array, { mode = 0o644, qgis = 30_040 } = {}): Promise<FixedSource> {
  const bytes = typeof source === "string" ? Buffer.from(source) : source;
  const file = { path: PATH, bytes, mode };
  const before = await findingsOf(file);
  const targets = before.filter((one) => !one.suppression);
  const patch = buildPatch({ files: [file] }, targets, qgis);
  const fixed = patch?.files[0];
  return {
    bytes: fixed?.bytes ?? null,
    mode: fixed?.mode ?? null,
    diff: Buffer.from(patch?.diff ?? []).toString("latin1"),
    before,
    after: fixed ? await findingsOf(fixed) : before,
  };
}

/** The same for a text in UTF-8. @returns the text, or null when nothing is changed */
export async function fixText(source: string, options: { qgis?: number } = {}): Promise<string | null> {
  const { bytes } = await fixSource(source, options);
  return bytes && Buffer.from(bytes).toString();
}

async function findingsOf(file: { path: string; bytes: Uint8Array; mode: number | null }): Promise<Finding[]> {
  const outcomes: CheckOutcome[] = [];
  await scanPackage({
    package: { topFolder: "demo", files: [file], inflatedBytes: file.bytes.length, contentDigest: "0".repeat(64) },
    checkIds: ["bandit", "permissions", "coverage", "flake8"],
    ruleset: DEFAULT_RULESET,
    fingerprintKey: "a key of this test",
    onOutcome: (one) => void outcomes.push(one),
  });
  return outcomes.flatMap((outcome) => {
    if (outcome.state === "errored") throw new Error(outcome.detail);
    return outcome.findings;
  });
}
