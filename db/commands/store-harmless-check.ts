import type { HarmlessComparison } from "@/scanners/archive/harmless/types";
import type { Db } from "../context";
import type { HarmlessJob } from "../queries/harmless-job";
import { harmlessChecks } from "../schema";
import { storable } from "./storable";

/** Keeps what was found out for the conclusion of the scan. A second worker that compared the same changes nothing. */
export async function storeHarmlessCheck(
  db: Db,
  { approved, ...job }: HarmlessJob,
  comparison: HarmlessComparison,
  isInSample: boolean,
): Promise<void> {
  await db
    .insert(harmlessChecks)
    .values({
      ...job,
      approvedVersionId: approved.versionId,
      approvedVersion: approved.version,
      approvedSha256: approved.artifactSha256,
      isHarmless: comparison.isHarmless,
      words: storable(comparison.words),
      isInSample,
    })
    .onConflictDoNothing();
}
