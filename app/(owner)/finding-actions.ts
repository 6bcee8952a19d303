"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { acknowledgeFinding, askForAcceptance, refuseSuppression, withdrawDecision } from "@/db/commands/decide-finding";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { action } from "../_server/action";

const findingForm = z.object({
  versionId: z.coerce.number().int().positive(),
  findingId: z.coerce.number().int().positive(),
  reason: z.string().trim().min(1, "Write a reason: people read it.").max(2000),
});
const decisionForm = z.object({ decisionId: z.uuid() });

export const ask = action(findingForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await askForAcceptance(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "An approver was asked. The answer comes by mail." });
});

export const acknowledge = action(findingForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await acknowledgeFinding(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Noted: it stays, knowingly." });
});

export const refuse = action(findingForm, "reviewer", async ({ input, person, requestId }) => {
  const done = await refuseSuppression(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Refused. The finding counts again." });
});

export const takeBack = action(decisionForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await withdrawDecision(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "The finding counts again." });
});
