import type { PackageFile } from "../archive/types";
import { isPythonFile } from "../python/python-files";

/**
 * Python of which the trees are kept at a time: one byte costs some 40 to 100 bytes of memory, so that the largest packages stay
 * well inside a process's limit. Most packages are one batch.
 */
export const BATCH_PYTHON_BYTES = 4_000_000;

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
