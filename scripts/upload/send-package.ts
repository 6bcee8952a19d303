import { Readable } from "node:stream";
import type { Db } from "@/db/client";
import { type AcceptedUpload, acceptUpload } from "@/db/commands/accept-upload";
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

/** Stores and accepts a package by the command that the upload page uses. */
export async function sendPackage({ db, storage, userId }: Sender, file: { bytes: Uint8Array }): Promise<Result<AcceptedUpload, AppError>> {
  const stored = await storage.put(Readable.from([file.bytes]), { maxBytes: MAX_FILE_BYTES });
  if (!stored.ok) return stored;
  return acceptUpload(db, {
    by: { kind: "person", userId },
    file: stored.value,
    via: "web",
    asksToWait: false,
    storage,
    validateEntry: validateThreadEntry(),
  });
}
