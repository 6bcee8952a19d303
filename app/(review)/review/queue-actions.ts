"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { approveBatch } from "@/db/commands/approve-batch";
import { claimVersion, releaseClaim } from "@/db/commands/claim-version";
import { decideLater, dismissOutcomes, undoDecisions } from "@/db/commands/decide-later";
import { getDb } from "@/db/context";
import { appError } from "@/lib/errors";
import { ok } from "@/lib/result";
import { action } from "../../_server/action";

const versionId = z.coerce.number().int().positive();
const looked = { versionId, scanId: z.uuid(), artifactSha256: z.hash("sha256") };
const decision = z
  .object({ ...looked, decision: z.enum(["approve", "return", "reject"]), reason: z.string().trim().max(2000).optional() })
  .refine((one) => one.decision === "approve" || one.reason, { path: ["reason"], error: "Write a reason: the author reads it." });

/** As many as a page shows. */
const MOST_AT_ONCE = 50;
/** A row's box: what the approver had before them. */
const row = z
  .string()
  .max(200)
  .transform((text): unknown => {
    const [version, scanId, artifactSha256] = text.split(":");
    return { versionId: version, scanId, artifactSha256 };
  })
  .pipe(z.object(looked));
const selection = z.object({
  row: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(row).min(1, "Select at least one version first.").max(MOST_AT_ONCE),
  ),
});

/** Decides in a few seconds: until then it can be taken back. */
export const decideFromQueue = action(decision, "reviewer", async ({ input, person, requestId }) => {
  const decided = await decideLater(getDb(), { ...input, person, isFromList: true, requestId });
  if (!decided.ok) return decided;
  refresh();
  return ok({});
});

export const approveSelected = action(selection, "reviewer", async ({ input, person, requestId }) => {
  const { taken, refused } = await approveBatch(getDb(), { person, rows: input.row, requestId });
  refresh();
  if (taken === 0) return appError("conflict", "None of them could be approved. What is above the list says why.");
  return ok({
    message:
      refused > 0 ? `${taken} of ${taken + refused} will be approved. What is above the list says why the others are not.` : undefined,
  });
});

/** One decision, or all that have not taken effect yet. */
export const undo = action(z.object({ pendingId: z.uuid().optional() }), "reviewer", async ({ input, person }) => {
  const undone = await undoDecisions(getDb(), { person, pendingId: input.pendingId });
  refresh();
  return undone > 0 ? ok({}) : appError("conflict", "That was too late: it has taken effect.");
});

export const dismiss = action(z.object({}), "reviewer", async ({ person }) => {
  await dismissOutcomes(getDb(), { person });
  refresh();
  return ok({});
});

export const claim = action(z.object({ versionId }), "reviewer", async ({ input, person }) => {
  const claimed = await claimVersion(getDb(), { person, versionId: input.versionId });
  // Also when somebody else was first: the page then shows who.
  refresh();
  return claimed.ok ? ok({}) : claimed;
});

export const release = action(z.object({ versionId }), "reviewer", async ({ input, person }) => {
  await releaseClaim(getDb(), { person, versionId: input.versionId });
  refresh();
  return ok({});
});
