/** Entry of the thread that compares two packages for the harmless lane. Bundled on its own; see `compare-in-thread.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { ArchiveError } from "../archive-error";
import { readStored, type StoredFile } from "../read-stored";
import { openPackage } from "../read-zip";
import { compareHarmless, rememberApproved } from "./compare-harmless";
import type { HarmlessComparison } from "./types";

export interface HarmlessThreadInput {
  approved: StoredFile;
  artifact: StoredFile;
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
