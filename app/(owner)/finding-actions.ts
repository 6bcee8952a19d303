"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { acknowledgeFinding, askForAcceptance, refuseSuppression } from "@/db/commands/decide-finding";
import { withdrawDecision } from "@/db/commands/end-decision";
import { getDb } from "@/db/context";
import { ANSWER_WORDS, DECISION_SCOPES, REASON_KINDS, referenceOf } from "@/lib/domain/decisions";
import { ok } from "@/lib/result";
import { action } from "../_server/action";

const findingForm = z.object({
  versionId: z.coerce.number().int().positive(),
  findingId: z.coerce.number().int().positive(),
  reason: z.string().trim().min(1, "Write a reason: people read it.").max(2000),
});
const refusal = findingForm.extend({ reason: z.string().trim().min(1, "Write a reason: the author reads it.").max(2000) });
const ownersWord = findingForm.extend({
  reasonKind: z.enum(REASON_KINDS, "Choose what kind of reason it is."),
  scope: z.enum(DECISION_SCOPES).default("place"),
});
const decisionForm = z.object({ decisionId: z.uuid(), scope: z.enum(["one", "group"]).default("one") });

const placesWords = (places: number) => (places === 1 ? "1 place" : `${places.toLocaleString("en")} places`);

export const ask = action(ownersWord, "signed-in", async ({ input, person, requestId }) => {
  const done = await askForAcceptance(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  const { groupNo, places } = done.value;
  return ok({ message: `Asked under ${referenceOf(groupNo)} about ${placesWords(places)}. ${ANSWER_WORDS} The answer comes by mail.` });
});

export const acknowledge = action(ownersWord, "signed-in", async ({ input, person, requestId }) => {
  const done = await acknowledgeFinding(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({
    message: `Acknowledged: ${done.value.places === 1 ? "it stays and counts" : `${placesWords(done.value.places)} stay and count`} no longer.`,
  });
});

export const refuse = action(refusal, "reviewer", async ({ input, person, requestId }) => {
  const done = await refuseSuppression(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Refused. The finding counts again." });
});

export const takeBack = action(decisionForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await withdrawDecision(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Taken back." });
});
