import { createHash } from "node:crypto";

export interface ListedFile {
  path: string;
  mode: number | null;
  sizeBytes: number;
  /** Of the content, in hex. */
  sha256: string;
}

/** Where files of a package lie in every list of them. */
export const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

/** Canonical: sorted by path, no clock, nothing of how the ZIP was compressed. Equal packages, equal digest. */
export function contentDigest(files: readonly ListedFile[]): string {
  const listing = [...files].sort(byPath).map((file) => [file.path, file.mode, file.sizeBytes, file.sha256]);
  return createHash("sha256").update(JSON.stringify(listing)).digest("hex");
}
