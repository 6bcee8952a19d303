"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { CHECKLIST_FIELD } from "@/components/review/checklist-form";
import { type DecisionNow, decideNow } from "@/db/commands/decide-now";
import { answerAcceptance } from "@/db/commands/end-decision";
import { quarantineVersion, releaseVersion } from "@/db/commands/review-version";
import { getDb } from "@/db/context";
import { CHECKLIST_IDS } from "@/lib/domain/approval-checklist";
import { readPoints } from "@/lib/domain/review-points";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import { action } from "../_server/action";
import { listOf } from "./form-list";

const REASON = "Write a reason: the author reads it.";
const reason = z.string().trim().min(1, REASON).max(4000);
const versionId = z.coerce.number().int().positive();
const withReason = z.object({ versionId, reason });
/** What the approver looked at, and what they had ticked of the approval practice. */
const looked = { versionId, scanId: z.uuid(), artifactSha256: z.hash("sha256"), [CHECKLIST_FIELD]: listOf(z.enum(CHECKLIST_IDS)) };
const approval = z.object({ ...looked, note: z.string().trim().max(2000).optional() });
/** An imported version may be refused before it was ever scanned. */
const named = { ...looked, scanId: z.union([z.uuid(), z.literal("").transform(() => undefined)]) };
const rejection = z.object({ ...named, reason });
const points = z.string().max(4000).transform(readPoints);
const sendingBack = z
  .object({ ...named, points, reason: z.string().trim().max(4000) })
  .refine((form) => form.reason !== "" || form.points.length > 0, {
    path: ["reason"],
    message: "Write at least one thing to do, or a reason.",
  });
const answer = z.object({ decisionId: z.uuid(), answer: z.enum(["accept", "refuse"]), reason });

/** Publishes what the approver looked at; a file or scan that changed meanwhile is refused with words. */
export const approve = action(approval, "reviewer", ({ input, person, requestId }) => {
  const { note, checklist: ticked, ...rest } = input;
  return decide({ decision: "approve", ...rest, ticked, ...(note ? { note } : {}), person, requestId });
});

export const sendBack = action(sendingBack, "reviewer", ({ input, person, requestId }) => {
  const { checklist: ticked, ...rest } = input;
  return decide({ decision: "return", ...rest, ticked, person, requestId });
});

export const reject = action(rejection, "reviewer", ({ input, person, requestId }) => {
  const { checklist: ticked, ...rest } = input;
  return decide({ decision: "reject", ...rest, ticked, person, requestId });
});

/** The list that one comes back to says that it was done. */
async function decide(decision: DecisionNow) {
  const done = await decideNow(getDb(), decision);
  return done.ok ? ok({ redirectTo: urls.review() }) : done;
}

export const quarantine = action(withReason, "reviewer", async ({ input, person, requestId }) => {
  const done = await quarantineVersion(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: done.value.wasPublic ? "Quarantined. The public can no longer download it." : "Quarantined." });
});

export const release = action(withReason, "admin", async ({ input, person, requestId }) => {
  const done = await releaseVersion(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Released." });
});

export const answerRequest = action(answer, "reviewer", async ({ input, person, requestId }) => {
  const done = await answerAcceptance(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: input.answer === "accept" ? "Accepted. The verdict was decided anew." : "Refused. The author is told." });
});
