import { and, eq, gt, sql } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Storage, StoredFile } from "@/lib/storage";
import type { Db } from "../context";
import { stagedUploads } from "../schema";
import { type AcceptedUpload, type AcceptUploadInput, acceptUpload } from "./accept-upload";
import { type DryRunInput, startDryRun } from "./start-dry-run";

interface Staged {
  person: Pick<SignedIn, "userId">;
  sessionHash: string;
  stagedId: string;
}
export type StagedUploadInput = Staged & Omit<AcceptUploadInput, "by" | "file" | "via">;
export type StagedDryRunInput = Staged & Omit<DryRunInput, "by" | "file">;

/**
 * `acceptUpload` for the form: the file was sent before, under an id that only the same sign-in can use.
 *
 * @returns besides its errors upload-expired: no such staged file for this sign-in
 */
export async function acceptStagedUpload(db: Db, input: StagedUploadInput): Promise<Result<AcceptedUpload, AppError>> {
  const { person, sessionHash, stagedId, ...rest } = input;
  const file = await findStaged(db, { person, sessionHash, stagedId, storage: rest.storage });
  return file.ok ? acceptUpload(db, { ...rest, by: { kind: "person", userId: person.userId }, file: file.value, via: "web" }) : file;
}

/** `startDryRun` for the form, with the same errors. */
export async function startStagedDryRun(db: Db, input: StagedDryRunInput): Promise<Result<{ scanId: string }, AppError>> {
  const { person, sessionHash, stagedId, ...rest } = input;
  const file = await findStaged(db, { person, sessionHash, stagedId, storage: rest.storage });
  return file.ok ? startDryRun(db, { ...rest, by: { kind: "person", userId: person.userId }, file: file.value }) : file;
}

async function findStaged(
  db: Db,
  { person, sessionHash, stagedId, storage }: Staged & { storage: Storage },
): Promise<Result<StoredFile, AppError>> {
  const [staged] = await db
    .select()
    .from(stagedUploads)
    .where(
      and(
        eq(stagedUploads.id, stagedId),
        eq(stagedUploads.userId, person.userId),
        eq(stagedUploads.sessionHash, sessionHash),
        gt(stagedUploads.expiresAt, sql`now()`),
      ),
    );
  if (!staged || !(await storage.has(staged.sha256)))
    return appError("upload-expired", "The uploaded file is no longer there. Choose it again and send it once more.");
  return ok({ sha256: staged.sha256, sizeBytes: staged.sizeBytes });
}
