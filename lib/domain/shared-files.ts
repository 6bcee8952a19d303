/**
 * When a file that several plugins have counts as somebody else's library. All numbers of that question stand here.
 *
 * A copy is a file of exactly the same bytes, wherever it lies. What tools write into every plugin is no library, and what one person
 * has in several plugins of their own is their own code.
 */

/** Plugins of different people that have the file, the one that is looked at among them. */
export const MIN_PLUGINS = 3;
/** Smaller files are alike by chance: an empty `__init__.py`, a licence with two imports below. */
const MIN_BYTES = 500;
/** Whatever is more is said as "100 or more", and not counted further. */
export const MOST_COUNTED = 100;
/** A folder is a library's when this part of its compared files is shared: one or two may be of another release, or patched. */
const MOSTLY = 2 / 3;
/** What Plugin Builder, Sphinx and Qt's compilers put into thousands of plugins: the author's to keep or to leave out. */
const WRITTEN_BY_TOOLS = /^(?:plugin_upload|pavement|conf|resources|.*_rc|ui_.*)\.pyw?$/i;

/** Whether a Python file is compared with those of other plugins. Tests are not: Plugin Builder brings the same ones everywhere. */
export function isCompared(file: { path: string; sizeBytes: number; pathClass: string }): boolean {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  return file.sizeBytes >= MIN_BYTES && file.pathClass !== "test" && !WRITTEN_BY_TOOLS.test(name);
}

/**
 * Whether enough people have a file for it to be nobody's own.
 *
 * @param others the people of each other plugin that has it; plugins of those who edit the one that is looked at are left out
 */
export function isShared(others: readonly (readonly string[])[]): boolean {
  const seen = new Set<string>();
  let plugins = 1;
  // The smallest teams first: one that edits many plugins hides none of them.
  for (const people of [...others].sort((a, b) => a.length - b.length)) {
    if (people.some((person) => seen.has(person))) continue;
    for (const person of people) seen.add(person);
    plugins += 1;
    if (plugins >= MIN_PLUGINS) return true;
  }
  return false;
}

export interface SharedCopy {
  /** What it is called where it lies. */
  library: string;
  /** Its folder with a slash at the end, or its one file. */
  folder: string;
}

/**
 * The copy that each shared file is part of: the highest folder that is mostly shared, itself and with all below it, else the file
 * alone. A file of such a folder that nobody else has stays the author's: only they know what is different in it.
 *
 * @param compared all compared files of a package
 */
export function groupShared(compared: readonly string[], shared: ReadonlySet<string>): ReadonlyMap<string, SharedCopy> {
  const within = new Map<string, Count>();
  const directly = new Map<string, Count>();
  for (const path of compared) {
    const folders = foldersOf(path);
    for (const folder of folders) add(within, folder, shared.has(path));
    if (folders[0]) add(directly, folders[0], shared.has(path));
  }
  const isLibrary = (folder: string) => isMostlyShared(within.get(folder), 2) && isMostlyShared(directly.get(folder), 1);
  return new Map([...shared].map((path) => [path, copyOf(path, foldersOf(path).findLast(isLibrary))]));
}

interface Count {
  all: number;
  shared: number;
}

function add(counts: Map<string, Count>, folder: string, isShared: boolean): void {
  const { all, shared } = counts.get(folder) ?? { all: 0, shared: 0 };
  counts.set(folder, { all: all + 1, shared: shared + (isShared ? 1 : 0) });
}

const isMostlyShared = (count: Count | undefined, least: number): boolean =>
  count !== undefined && count.shared >= least && count.shared >= count.all * MOSTLY;

/** "my_plugin/lib/sub/a.py" -> "my_plugin/lib/sub", "my_plugin/lib": its folders below the plugin's, the nearest first */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

function copyOf(path: string, folder: string | undefined): SharedCopy {
  const root = folder ?? path;
  const name = root.slice(root.lastIndexOf("/") + 1);
  return folder ? { library: name, folder: `${folder}/` } : { library: name.replace(/\.pyw?$/i, ""), folder: path };
}
