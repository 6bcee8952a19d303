/** Entry of the thread that compares two packages. Bundled on its own; see `compare-in-thread.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { ArchiveError } from "../archive-error";
import { readStored, type StoredFile } from "../read-stored";
import { compareFiles, comparePackages, readablePackage } from "./compare-packages";
import type { CompareAnswer, Comparison, FileDiff } from "./types";

export interface CompareThreadInput {
  /** Null: there is nothing to compare with. */
  before: StoredFile | null;
  after: StoredFile;
  /** The files whose lines are wanted; without it, what differs at all. */
  paths?: readonly string[];
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
