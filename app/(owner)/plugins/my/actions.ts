"use server";

import { refresh } from "next/cache";
import { answerInvitation } from "@/db/commands/answer-invitation";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import { answerForm } from "@/lib/validation/manage-plugin";
import { action } from "../../../_server/action";

export const acceptInvitation = action(answerForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await answerInvitation(getDb(), { ...input, person, accepts: true, requestId });
  return done.ok ? ok({ redirectTo: urls.managePlugin(done.value.packageName) }) : done;
});

export const declineInvitation = action(answerForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await answerInvitation(getDb(), { ...input, person, accepts: false, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Declined." });
});
