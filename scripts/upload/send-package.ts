import { Readable } from "node:stream";
import type { Db } from "@/db/client";
import { type AcceptedUpload, acceptUpload } from "@/db/commands/accept-upload";
import { stageUpload } from "@/db/commands/stage-upload";
import type { AppError } from "@/lib/errors";
import { validateThreadEntry } from "@/lib/program-entries";
import type { Result } from "@/lib/result";
import type { Storage } from "@/lib/storage";

const MAX_FILE_BYTES = 25_000_000;

export interface Sender {
  db: Db;
  storage: Storage;
  userId: string;
}

/** Stores, stages and accepts a package by the commands that the upload page uses. */
export async function sendPackage(
  { db, storage, userId }: Sender,
  file: { fileName: string; bytes: Uint8Array },
): Promise<Result<AcceptedUpload, AppError>> {
  const stored = await storage.put(Readable.from([file.bytes]), { maxBytes: MAX_FILE_BYTES });
  if (!stored.ok) return stored;
  // No sign-in stands behind a script: the staged file is bound to this one upload.
  const sessionHash = `script ${process.pid}`;
  const { stagedId } = await stageUpload(db, { userId, sessionHash, ...stored.value, fileName: file.fileName });
  return acceptUpload(db, { person: { userId }, sessionHash, stagedId, asksToWait: false, storage, validateEntry: validateThreadEntry() });
}
