import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export interface StoredFile {
  artifactPath: string;
  /** Of the file as it was stored. */
  sha256: string;
}

/**
 * The bytes of a stored file, for a thread that reads packages.
 *
 * @throws with the system's code (ENOENT, EACCES …) when it cannot be read, ARTIFACT_CHANGED when it has another hash
 */
export function readStored({ artifactPath, sha256 }: StoredFile): Uint8Array {
  const bytes = readFileSync(artifactPath);
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw Object.assign(new Error("the stored file has another hash"), { code: "ARTIFACT_CHANGED" });
  return bytes;
}
