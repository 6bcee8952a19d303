import type { PackageFile } from "../archive/types";
import { watchedIterator } from "../core/watched";
import { PythonFile } from "./python-file";

const SHEBANG = /^#!.*\b(?:python|pypy)[0-9.]*[wt]?(?:\s|$)/;

/**
 * Whether a file is Python for us: by ending (.py, .pyw), or a script without an ending that names Python in its
 * first line. A byte order mark before it hides nothing.
 */
export function isPythonFile(file: PackageFile): boolean {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  if (/\.pyw?$/i.test(name)) return true;
  // The dot of a hidden file begins no ending.
  if (name.indexOf(".", 1) > 0) return false;
  const { bytes } = file;
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (bytes[start] !== 0x23 || bytes[start + 1] !== 0x21) return false;
  const head = Buffer.from(bytes.subarray(start, start + 200)).toString("latin1");
  return SHEBANG.test(head.split(/\r|\n/, 1)[0] ?? "");
}

/** The Python files of a package or of a share, each parsed at most once, shared by all checks of a pass. */
export class PythonFiles {
  private readonly files: ReadonlyMap<string, PythonFile>;

  /** @param onFile told the path before a loop over these files comes to it; see `watched` */
  constructor(
    from: { readonly files: readonly PackageFile[] },
    private readonly onFile?: (path: string | null) => void,
  ) {
    this.files = new Map(from.files.filter(isPythonFile).map((file) => [file.path, new PythonFile(file)]));
  }

  get paths(): readonly string[] {
    return [...this.files.keys()];
  }

  get(path: string): PythonFile | undefined {
    return this.files.get(path);
  }

  [Symbol.iterator](): IterableIterator<PythonFile> {
    return this.onFile ? watchedIterator(this.files.values(), this.onFile) : this.files.values();
  }
}
