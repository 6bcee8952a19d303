/** Entry of the thread that compares two packages. Bundled on its own; see `compare-in-thread.ts`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { ArchiveError } from "../archive-error";
import { compareFiles, comparePackages, readablePackage } from "./compare-packages";
import type { CompareAnswer, Comparison, FileDiff } from "./types";

export interface StoredPackage {
  artifactPath: string;
  /** Of the file as it was stored. */
  sha256: string;
}

export interface CompareThreadInput {
  /** Null: there is nothing to compare with. */
  before: StoredPackage | null;
  after: StoredPackage;
  /** The files whose lines are wanted; without it, what differs at all. */
  paths?: readonly string[];
}

function readStored({ artifactPath, sha256 }: StoredPackage): Uint8Array {
  const bytes = readFileSync(artifactPath);
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw Object.assign(new Error("the stored file has another hash"), { code: "ARTIFACT_CHANGED" });
  return bytes;
}

async function answer({ before, after, paths }: CompareThreadInput): Promise<CompareAnswer<Comparison | FileDiff[]>> {
  const bytes = { before: before && readStored(before), after: readStored(after) };
  try {
    const [old, now] = [await readablePackage(bytes.before), await readablePackage(bytes.after)];
    return { ok: true, value: paths ? compareFiles(old, now, paths) : comparePackages(old, now) };
  } catch (cause) {
    if (cause instanceof ArchiveError) return { ok: false, problem: cause.problems[0]?.message ?? "It is no ZIP that we read." };
    throw cause;
  }
}

parentPort?.postMessage(await answer(workerData as CompareThreadInput));
