import type { PackageFile } from "../archive/types";
import { isPythonFile } from "../python/python-files";

/**
 * Python of which the trees are kept at a time: a byte is a token at most, so that a batch needs no more memory than the largest
 * single file that is analysed. Most packages are one batch.
 */
export const BATCH_PYTHON_BYTES = 1_500_000;

/** Splits files, in their order, into batches that are scanned one after another. At least one. */
export function batchesOf(files: readonly PackageFile[], maxPythonBytes = BATCH_PYTHON_BYTES): readonly (readonly PackageFile[])[] {
  const batches: PackageFile[][] = [[]];
  let size = 0;
  for (const file of files) {
    const more = isPythonFile(file) ? file.bytes.byteLength : 0;
    if (size > 0 && size + more > maxPythonBytes) {
      batches.push([]);
      size = 0;
    }
    size += more;
    batches.at(-1)?.push(file);
  }
  return batches;
}
