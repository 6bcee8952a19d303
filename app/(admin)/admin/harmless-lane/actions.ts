"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { setHarmlessLane } from "@/db/commands/set-harmless-lane";
import { getDb } from "@/db/context";
import { HARMLESS_LANE_MODES, HARMLESS_MODE_WORDS } from "@/lib/domain/harmless-lane";
import { ok } from "@/lib/result";

const change = z.object({
  mode: z.enum(HARMLESS_LANE_MODES, "Choose one."),
  note: z.string().trim().min(1, "Say why: it is kept with the change.").max(2000),
});

export const changeHarmlessLane = action(change, "admin", async ({ input, person, requestId }) => {
  const done = await setHarmlessLane(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: `Set to “${HARMLESS_MODE_WORDS[done.value.mode].label}”. It counts for checks that end from now on.` });
});
