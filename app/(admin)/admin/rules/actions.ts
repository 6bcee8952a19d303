"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { changeRules, putRulesetInForce, startRulesetRollout } from "@/db/commands/change-rule";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import { parseChanges } from "@/scanners/ruleset/change-rule";

const looked = {
  expectedDigest: z.hash("sha256"),
  note: z.string().trim().min(1, "Say why: it is kept with the change.").max(2000),
};
const change = z.object({
  ...looked,
  changes: z
    .string()
    .max(10_000)
    .transform((text) => parseChanges(text.split(" "))),
});
const older = z.object({ ...looked, digest: z.hash("sha256") });

/** Puts the changes in force that were looked at. */
export const putInForce = action(change, "admin", async ({ input, person }) => {
  const done = await changeRules(getDb(), { ...input, person });
  return done.ok ? ok({ redirectTo: urls.adminRules() }) : done;
});

/** Puts a stored ruleset in force, after a look at what that changes. */
export const putInForceAgain = action(older, "admin", async ({ input, person }) => {
  const done = await putRulesetInForce(getDb(), { ...input, person });
  return done.ok ? ok({ redirectTo: urls.adminRules() }) : done;
});

export const bringUpToDate = action(z.object({}), "admin", async ({ person }) => {
  const done = await startRulesetRollout(getDb(), { person });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Begun. This page shows how far it is." });
});
