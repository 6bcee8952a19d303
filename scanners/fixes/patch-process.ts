import { createHash } from "node:crypto";
import { openPackage } from "../archive/read-zip";
import { writeZip } from "../archive/write-zip";
import { buildPatch } from "./build-patch";
import type { FixCount, FixTarget } from "./fixes";

/** What the process is told, in its first message; see patch-artifact.ts. */
export interface PatchProcessInput {
  /** The ZIP. */
  bytes: Uint8Array;
  /** sha256 (hex) of the artifact as it was stored. */
  expectedSha256: string;
  targets: readonly FixTarget[];
  qgisMinimum: number;
}

export interface PatchedArtifact {
  /** The fixed package, zipped by our own zipper. */
  zip: Uint8Array;
  diff: Uint8Array;
  fixes: readonly FixCount[];
  /** Of the fixed package. */
  contentDigest: string;
  fileCount: number;
}

export type PatchProcessMessage = { type: "patched"; patched: PatchedArtifact } | { type: "nothing" } | { type: "failed"; detail: string };

async function main(input: PatchProcessInput): Promise<PatchProcessMessage> {
  if (createHash("sha256").update(input.bytes).digest("hex") !== input.expectedSha256)
    return { type: "failed", detail: "the stored file has another hash" };
  const patch = buildPatch(await openPackage(input.bytes), input.targets, input.qgisMinimum);
  if (!patch) return { type: "nothing" };
  const zip = writeZip(patch.files);
  // What cannot be opened again, for its size for instance, is no package.
  const { contentDigest, files } = await openPackage(zip);
  return { type: "patched", patched: { zip, diff: patch.diff, fixes: patch.fixes, contentDigest, fileCount: files.length } };
}

const send = process.send?.bind(process);
if (send) {
  process.once("message", (input) => {
    const failed = (error: unknown) => send({ type: "failed", detail: error instanceof Error ? error.message.slice(0, 300) : "unknown" });
    main(input as PatchProcessInput).then((message) => void send(message), failed);
  });
  // The worker is gone: nobody wants the result.
  process.once("disconnect", () => process.exit());
}
