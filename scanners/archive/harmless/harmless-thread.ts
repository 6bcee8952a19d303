/** Entry of the thread that compares two packages for the harmless lane. Bundled on its own; see `compare-in-thread.ts`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { ArchiveError } from "../archive-error";
import { openPackage } from "../read-zip";
import { compareHarmless, rememberApproved } from "./compare-harmless";
import type { HarmlessComparison } from "./types";

export interface StoredArtifact {
  artifactPath: string;
  /** Of the file as it was stored. */
  sha256: string;
}

export interface HarmlessThreadInput {
  approved: StoredArtifact;
  artifact: StoredArtifact;
}

function readStored({ artifactPath, sha256 }: StoredArtifact): Uint8Array {
  const bytes = readFileSync(artifactPath);
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw Object.assign(new Error("the stored file has another hash"), { code: "ARTIFACT_CHANGED" });
  return bytes;
}

async function answer({ approved, artifact }: HarmlessThreadInput): Promise<HarmlessComparison> {
  try {
    const before = rememberApproved(await openPackage(readStored(approved)));
    return compareHarmless(before, await openPackage(readStored(artifact)));
  } catch (cause) {
    if (!(cause instanceof ArchiveError)) throw cause;
    return { isHarmless: false, words: "One of the two packages is no ZIP that everybody would unpack alike." };
  }
}

parentPort?.postMessage(await answer(workerData as HarmlessThreadInput));
