"use server";

import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { z } from "zod";
import { acceptStagedUpload, startStagedDryRun } from "@/db/commands/accept-staged-upload";
import { stageUpload } from "@/db/commands/stage-upload";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { type AppError, appError } from "@/lib/errors";
import { validateThreadEntry } from "@/lib/program-entries";
import { ok, type Result } from "@/lib/result";
import { openStorage, type Storage } from "@/lib/storage";
import { MAX_FILE_BYTES } from "@/lib/upload/receive-form";
import { urls } from "@/lib/urls";
import { action } from "../../../_server/action";

const uploadForm = z.object({
  /** With JavaScript: the file was sent before. */
  stagedId: z.string().max(100).optional(),
  /** Without: the file itself. */
  package: z.instanceof(File).optional(),
  asksToWait: z.literal("on").optional(),
  /** The page was opened for this plugin: a package of another one is a slip. */
  expectedPackage: z.string().max(200).optional(),
  /** A dry run: nothing is taken in. */
  onlyCheck: z.literal("on").optional(),
});

type Person = { userId: string; sessionHash: string };

/** Takes a package in, or only has it checked, however its bytes came, and leads to where the checks can be watched. */
export const uploadPackage = action(uploadForm, "signed-in", async ({ input, person, requestId }) => {
  const storage = openStorage(env().dataDir);
  const staged = input.stagedId ? ok({ stagedId: input.stagedId }) : await stageForm(storage, person, input.package);
  if (!staged.ok) return staged;
  const upload = {
    ...{ person, sessionHash: person.sessionHash, stagedId: staged.value.stagedId },
    ...{ storage, validateEntry: validateThreadEntry(), requestId },
    ...(input.expectedPackage ? { expected: { packageName: input.expectedPackage } } : {}),
  };
  if (input.onlyCheck) {
    const started = await startStagedDryRun(getDb(), upload);
    return started.ok ? ok({ redirectTo: urls.dryRun(started.value.scanId) }) : started;
  }
  const accepted = await acceptStagedUpload(getDb(), { ...upload, asksToWait: input.asksToWait === "on" });
  if (!accepted.ok) return accepted;
  return ok({ redirectTo: urls.securityTab(accepted.value.packageName, accepted.value.version) });
});

async function stageForm(storage: Storage, person: Person, file: File | undefined): Promise<Result<{ stagedId: string }, AppError>> {
  if (!file || file.size === 0) return appError("invalid", "Choose a file first; an empty one is no package.");
  if (file.size > MAX_FILE_BYTES) {
    return appError("too-large", `The file has ${file.size.toLocaleString("en")} bytes; the largest possible package has 25,000,000.`);
  }
  const stored = await storage.put(Readable.fromWeb(file.stream() as ReadableStream), { maxBytes: MAX_FILE_BYTES });
  if (!stored.ok) return stored;
  const { userId, sessionHash } = person;
  return ok(await stageUpload(getDb(), { userId, sessionHash, ...stored.value, fileName: file.name }));
}
