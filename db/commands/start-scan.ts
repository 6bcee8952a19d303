import { jobKeys } from "@/lib/jobs";
import { ENGINE_VERSION } from "@/scanners/core/engine-version";
import { PASS_IDS } from "@/scanners/core/types";
import { CHECKS } from "@/scanners/ruleset/rules";
import type { Tx } from "../context";
import { enqueue } from "../enqueue";
import { requireActiveRuleset } from "../queries/rulesets";
import { checkRuns, scans } from "../schema";

/** Uploads go first: a back-run over thousands of plugins keeps nobody waiting. Lower runs earlier. */
const PRIORITY = { upload: 0, rescan: 5, "dry-run": 5, backrun: 20 } as const;

/**
 * Writes a scan, a run per check and a job per pass, in the caller's transaction: all of it or nothing.
 * The caller makes it the version's current scan where that is due.
 */
export async function startScan(
  tx: Tx,
  input: { kind: keyof typeof PRIORITY; versionId: number | null; pluginId: number | null; artifactSha256: string; requestId?: string },
): Promise<{ scanId: string }> {
  const ruleset = await requireActiveRuleset(tx);
  const [scan] = await tx
    .insert(scans)
    .values({ ...input, rulesetDigest: ruleset.digest, engineVersion: ENGINE_VERSION })
    .returning({ id: scans.id });
  const scanId = (scan as { id: string }).id;
  await tx.insert(checkRuns).values(CHECKS.map((check) => ({ scanId, checkId: check.id, pass: check.pass })));
  for (const pass of PASS_IDS) {
    await enqueue(
      tx,
      "run_pass",
      { scanId, pass, requestId: input.requestId },
      { jobKey: jobKeys.pass(scanId, pass), priority: PRIORITY[input.kind] },
    );
  }
  return { scanId };
}
