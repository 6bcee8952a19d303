"use server";

import { z } from "zod";
import { acceptUpload } from "@/db/commands/accept-upload";
import { requestPatch } from "@/db/commands/request-patch";
import { getDb } from "@/db/context";
import { getPatchedVersion } from "@/db/queries/patch";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { validateThreadEntry } from "@/lib/program-entries";
import { ok } from "@/lib/result";
import { openStorage } from "@/lib/storage";
import { urls } from "@/lib/urls";
import { action } from "../../../../../../_server/action";

/** Leads to the page where the patch is prepared, made, or said to be impossible. */
export const askForPatch = action(
  z.object({ versionId: z.coerce.number().int().positive() }),
  "signed-in",
  async ({ input, person, requestId }) => {
    const asked = await requestPatch(getDb(), { person, versionId: input.versionId, requestId });
    return asked.ok ? ok({ redirectTo: urls.patch(asked.value.packageName, asked.value.version) }) : asked;
  },
);

const fixedForm = z.object({
  packageName: z.string().max(200),
  version: z.string().max(50),
  /** The file that was looked at: not one that was made meanwhile. */
  artifactSha256: z.string().length(64),
});

/** Takes the fixed file in under the same number, as if it had been sent through the form. */
export const uploadFixed = action(fixedForm, "signed-in", async ({ input, person, requestId }) => {
  const found = await getPatchedVersion(getDb(), person, input.packageName, input.version);
  const sha256 = found?.patch?.artifactSha256;
  if (!found?.patch || !sha256) return appError("not-found", "There is no patch for this version any more.");
  if (!found.isReplaceable)
    return appError("conflict", "A version that was public never changes: upload the fixed file under a new number.");
  if (sha256 !== input.artifactSha256) return appError("conflict", "The patch was made anew meanwhile. Look at it once more.");
  const accepted = await acceptUpload(getDb(), {
    by: { kind: "person", userId: person.userId },
    file: { sha256, sizeBytes: found.patch.sizeBytes },
    via: "web",
    asksToWait: found.asksToWait,
    storage: openStorage(env().dataDir),
    validateEntry: validateThreadEntry(),
    requestId,
  });
  return accepted.ok ? ok({ redirectTo: urls.securityTab(accepted.value.packageName, accepted.value.version) }) : accepted;
});
