import { randomBytes } from "node:crypto";
import type { Executor } from "../context";
import { stagedUploads } from "../schema";

/** A staged file waits this long for its form. */
const STAGED_FOR_MS = 60 * 60 * 1000;

/** Remembers a stored file under a random id that only the same sign-in can use. */
export async function stageUpload(
  db: Executor,
  input: { userId: string; sessionHash: string; sha256: string; sizeBytes: number; fileName: string },
): Promise<{ stagedId: string }> {
  const stagedId = randomBytes(24).toString("base64url");
  await db
    .insert(stagedUploads)
    .values({ ...input, id: stagedId, fileName: input.fileName.slice(0, 255), expiresAt: new Date(Date.now() + STAGED_FOR_MS) });
  return { stagedId };
}
