import type { PackageFile } from "../archive/types";
import { isPythonFile } from "../python/python-files";

/** One of several equal parts of a package's files; each is looked at by a process of its own. */
export interface Share {
  /** 0-based. The share 0 also runs the checks that need the whole package. */
  index: number;
  of: number;
}

export const WHOLE: Share = { index: 0, of: 1 };

/** A byte of Python costs about this many times what a byte of another file costs. */
const PYTHON_WEIGHT = 8;

const weightOf = (file: PackageFile) => 1 + file.bytes.byteLength * (isPythonFile(file) ? PYTHON_WEIGHT : 1);

/**
 * The files of one share, in the package's order. Every file is in exactly one share, the heavy ones spread first. What is
 * found does not depend on how files are spread; the same package is always spread the same way all the same.
 */
export function filesOfShare(files: readonly PackageFile[], share: Share): readonly PackageFile[] {
  if (share.of <= 1) return files;
  const loads = new Array<number>(share.of).fill(0);
  const mine = new Set<PackageFile>();
  const byWeight = files.map((file) => ({ file, weight: weightOf(file) })).sort((a, b) => b.weight - a.weight);
  for (const { file, weight } of byWeight) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] as number) + weight;
    if (lightest === share.index) mine.add(file);
  }
  return files.filter((file) => mine.has(file));
}
