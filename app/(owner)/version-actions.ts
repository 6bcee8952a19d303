"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { deleteDraft, requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import { action } from "../_server/action";

const versionForm = z.object({ versionId: z.coerce.number().int().positive() });

export const withdraw = action(versionForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await withdrawVersion(getDb(), { person, versionId: input.versionId, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Withdrawn. The public can no longer download it." });
});

export const restore = action(versionForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await restoreVersion(getDb(), { person, versionId: input.versionId, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Published again." });
});

export const removeDraft = action(versionForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await deleteDraft(getDb(), { person, versionId: input.versionId, requestId });
  return done.ok ? ok({ redirectTo: urls.myPlugins() }) : done;
});

export const rescan = action(versionForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await requestRescan(getDb(), { person, versionId: input.versionId, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "The checks run again." });
});
