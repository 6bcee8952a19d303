"use server";

import { refresh } from "next/cache";
import { transferPlugin } from "@/db/commands/transfer-plugin";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { transferForm } from "@/lib/validation/admin-users";
import { action } from "../../../../_server/action";

export const transfer = action(transferForm, "admin", async ({ input, person, requestId }) => {
  const done = await transferPlugin(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Transferred. Old and new owners are told by mail." });
});
