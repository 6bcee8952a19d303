"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { changeRule, startRulesetRollout } from "@/db/commands/change-rule";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import { RULE_SETTINGS } from "@/scanners/ruleset/change-rule";

const change = z.object({
  ruleId: z.string().max(200),
  setting: z.enum(RULE_SETTINGS),
  expectedDigest: z.hash("sha256"),
  note: z.string().trim().min(1, "Say why: it is kept with the change.").max(2000),
});

/** Puts the change in force that was looked at. */
export const putInForce = action(change, "admin", async ({ input, person, requestId }) => {
  const done = await changeRule(getDb(), { ...input, person, requestId });
  return done.ok ? ok({ redirectTo: urls.adminRules() }) : done;
});

export const bringUpToDate = action(z.object({}), "admin", async ({ person }) => {
  const done = await startRulesetRollout(getDb(), { person });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Begun. This page shows how far it is." });
});
