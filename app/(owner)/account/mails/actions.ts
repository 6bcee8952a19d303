"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { saveMailPreferences, tryAddressAgain } from "@/db/commands/mail-preferences";
import { getDb } from "@/db/context";
import { REVIEW_MAILS } from "@/lib/domain/mails";
import { ok } from "@/lib/result";
import { action } from "../../../_server/action";

/** A box that is not ticked is not sent. */
const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
// Only approvers have the choice; what others would send changes nothing for them.
const preferences = z.object({ review: z.enum(REVIEW_MAILS).default("at-once"), receipts: ticked, reminders: ticked });

export const savePreferences = action(preferences, "signed-in", async ({ input, person }) => {
  await saveMailPreferences(getDb(), person.userId, input);
  refresh();
  return ok({ message: "Saved." });
});

export const sendAgain = action(z.object({}), "signed-in", async ({ person }) => {
  await tryAddressAgain(getDb(), person.userId);
  refresh();
  return ok({ message: "Mail is sent to your address again." });
});
