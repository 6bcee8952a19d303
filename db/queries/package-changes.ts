import { ByteCache } from "@/lib/byte-cache";
import { limitConcurrency } from "@/lib/limit-concurrency";
import { log } from "@/lib/logger";
import type { Storage } from "@/lib/storage";
import { compareFilesInThread, compareInThread } from "@/scanners/archive/compare/compare-in-thread";
import type { CompareAnswer, Comparison, FileDiff } from "@/scanners/archive/compare/types";

/** Each holds two packed artifacts, up to 50 MB, and one unpacked file. */
const COMPARISONS_AT_ONCE = 2;
const compare = limitConcurrency(COMPARISONS_AT_ONCE, compareInThread);
const compareFiles = limitConcurrency(COMPARISONS_AT_ONCE, compareFilesInThread);

/** Stored files never change, so neither does what differs between two of them. Some dozens of reviews. */
const KNOWN_BYTES = 16_000_000;
const known = new ByteCache<CompareAnswer<Comparison>>(KNOWN_BYTES);

export interface ComparedArtifacts {
  storage: Storage;
  /** Path of the bundled thread that reads the packages (lib/program-entries.ts). */
  compareEntry: string;
  /** sha256 of the older file; null: there is nothing to compare with. */
  before: string | null;
  after: string;
}

function jobOf({ storage, compareEntry, before, after }: ComparedArtifacts) {
  const stored = (sha256: string) => ({ artifactPath: storage.pathOf(sha256), sha256 });
  const onCrash = (cause: Error) => log.error("review.comparison.crashed", cause, { before, after });
  return { entry: compareEntry, before: before === null ? null : stored(before), after: stored(after), onCrash };
}

/** What differs between two stored packages; says why when they cannot be compared. */
export async function getPackageChanges(artifacts: ComparedArtifacts): Promise<CompareAnswer<Comparison>> {
  const key = `${artifacts.before} ${artifacts.after}`;
  const before = known.get(key);
  if (before) return before;
  const answer = await unlessLost(artifacts, () => compare(jobOf(artifacts)));
  if (answer.ok) known.set(key, answer, JSON.stringify(answer).length * 2);
  return answer;
}

/** The lines of some files, by their paths in the newer package. */
export async function listFileDiffs(artifacts: ComparedArtifacts, paths: readonly string[]): Promise<FileDiff[]> {
  if (paths.length === 0) return [];
  const answer = await unlessLost(artifacts, () => compareFiles(jobOf(artifacts), paths));
  return answer.ok ? answer.value : [];
}

async function unlessLost<T>({ before, after }: ComparedArtifacts, read: () => Promise<CompareAnswer<T>>): Promise<CompareAnswer<T>> {
  try {
    return await read();
  } catch (cause) {
    // In one line: which file and why is all there is to know; where the thread stood when it found out is not.
    log.error("artifact.damaged", String(cause), { before, after });
    return { ok: false, problem: "A stored file is missing or damaged. Those who run this site have been told." };
  }
}
