"use server";

import { reservePlugin } from "@/db/commands/reserve-plugin";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import { reserveForm } from "@/lib/validation/manage-plugin";
import { action } from "../../../../_server/action";

export const reserve = action(reserveForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await reservePlugin(getDb(), { ...input, person, requestId });
  return done.ok ? ok({ redirectTo: urls.managePlugin(done.value.packageName) }) : done;
});
