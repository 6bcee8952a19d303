import { posix } from "node:path";
import { compilePattern } from "./fnmatch";

/** A file pattern of a `.flake8` file in the package's top folder. */
export interface PathPattern {
  /** The option that holds it. */
  option: string;
  /** Of the pattern as flake8 compares it: with a slash in it, it is an absolute path. */
  length: number;
  /** Whether it fits the file itself. `path` begins with the top folder. */
  fitsFile(path: string): boolean;
  /** Whether it fits the file or a folder around it: what excludes it. */
  fits(path: string): boolean;
}

/**
 * Patterns as flake8 7.3.0 compares them (utils.py `normalize_path`, `matches_filename`): the name alone, or the whole
 * path; what has a slash is taken from the folder of the file that holds it.
 */
export function compilePaths(patterns: readonly string[], topFolder: string, option: string): PathPattern[] {
  const root = `/${topFolder}`;
  return patterns.map((pattern) => {
    const isPath = pattern === "." || pattern.includes("/");
    const full = (isPath ? posix.resolve(root, pattern) : pattern).replace(/\/+$/, "");
    const matches = compilePattern(full);
    const fitsOne = (path: string): boolean => matches(path.slice(path.lastIndexOf("/") + 1)) || matches(path);
    const known = new Map<string, boolean>();
    const fitsFolder = (folder: string): boolean => {
      const before = known.get(folder);
      if (before !== undefined) return before;
      // The folder itself has no name for flake8 that runs in it.
      const fits = folder === root ? matches(root) : fitsOne(folder) || fitsFolder(posix.dirname(folder));
      known.set(folder, fits);
      return fits;
    };
    return {
      option,
      length: full.length,
      fitsFile: (path) => fitsOne(`/${path}`),
      fits: (path) => path.startsWith(`${topFolder}/`) && (fitsOne(`/${path}`) || fitsFolder(posix.dirname(`/${path}`))),
    };
  });
}
