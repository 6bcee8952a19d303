import { findVendoredRoots, libraryOf, type PackedLibrary, pathClassOf } from "@/scanners/core/path-class";
import type { PathClass } from "@/scanners/core/types";
import type { SharedFiles } from "./shared-files";

/** A copy of code that others wrote, as one place of it sees it. */
export interface PlaceInLibrary extends PackedLibrary {
  /** How many other public plugins have exactly the same file; null when too few have. */
  others: number | null;
}

export type LibraryFinder = (place: { path: string; pathClass: PathClass }) => PlaceInLibrary | null;

/**
 * Tells of each place of a scan in which copy of a library it stands: by its path, as the engine sees it, else because enough other
 * plugins have the same file. The one place that says so, for reports and for decisions. It changes no severity.
 */
export const libraryFinder =
  ({ copies, others }: SharedFiles): LibraryFinder =>
  ({ path, pathClass }) => {
    const library = pathClass === "vendored" ? libraryOf(path) : copies.get(path);
    return library ? { ...library, others: others.get(path) ?? null } : null;
  };

/**
 * Folders (with a slash at the end) and files that enough other plugins have too, without those whose path says already what they are.
 *
 * @param paths all of the package
 */
export function listCopies({ copies }: SharedFiles, paths: readonly string[]): string[] {
  const roots = findVendoredRoots(paths);
  return [...new Set([...copies].flatMap(([path, copy]) => (pathClassOf(path, roots) === "own" ? [copy.folder] : [])))];
}
