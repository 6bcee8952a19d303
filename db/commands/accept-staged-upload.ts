import { and, eq, gt, sql } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { Db } from "../context";
import { stagedUploads } from "../schema";
import { type AcceptedUpload, type AcceptUploadInput, acceptUpload } from "./accept-upload";

export interface StagedUploadInput extends Omit<AcceptUploadInput, "by" | "file" | "via"> {
  person: Pick<SignedIn, "userId">;
  sessionHash: string;
  stagedId: string;
}

/**
 * `acceptUpload` for the form: the file was sent before, under an id that only the same sign-in can use.
 *
 * @returns besides its errors upload-expired: no such staged file for this sign-in
 */
export async function acceptStagedUpload(db: Db, input: StagedUploadInput): Promise<Result<AcceptedUpload, AppError>> {
  const { person, sessionHash, stagedId, ...rest } = input;
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
  if (!staged || !(await input.storage.has(staged.sha256)))
    return appError("upload-expired", "The uploaded file is no longer there. Choose it again and send it once more.");
  const { sha256, sizeBytes } = staged;
  return acceptUpload(db, { ...rest, by: { kind: "person", userId: person.userId }, file: { sha256, sizeBytes }, via: "web" });
}
