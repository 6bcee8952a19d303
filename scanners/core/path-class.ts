import type { PathClass } from "./types";

export const TEST_FOLDERS = new Set(["test", "tests", "testing", "unittests"]);
const VENDORED_FOLDERS = new Set([
  "ext_libs",
  "ext-libs",
  "extlibs",
  "extlib",
  "ext_lib",
  "external",
  "externals",
  "vendor",
  "vendored",
  "_vendor",
  "third_party",
  "thirdparty",
  "3rdparty",
  "site-packages",
  "dist-packages",
  "packages",
  "libs",
]);
const DIST_INFO = /\.(?:dist-info|egg-info)$/i;

/**
 * Whose code a path is: the plugin's own, its tests, or a library that was packed along. Shown and filtered by;
 * it lowers no severity by itself.
 *
 * @param vendoredRoots folders that are known to hold a library, from `findVendoredRoots`.
 */
export function pathClassOf(path: string, vendoredRoots: ReadonlySet<string> = new Set()): PathClass {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  const folders = parts.slice(1);
  if (folders.some((folder, index) => isVendored(folder) || vendoredRoots.has(parts.slice(0, index + 2).join("/")))) return "vendored";
  if (vendoredRoots.has(path)) return "vendored";
  if (folders.some((folder) => TEST_FOLDERS.has(folder.toLowerCase()))) return "test";
  if (/^test_.*\.py$/i.test(name) || /_test\.py$/i.test(name)) return "test";
  return "own";
}

function isVendored(folder: string): boolean {
  return VENDORED_FOLDERS.has(folder.toLowerCase()) || DIST_INFO.test(folder);
}

/** Folders beside a `<name>-<version>.dist-info`: pip put the library `<name>` there. */
export function findVendoredRoots(paths: Iterable<string>): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const path of paths) {
    const parts = path.split("/");
    const index = parts.findIndex((part) => DIST_INFO.test(part));
    if (index < 1) continue;
    const distribution = (parts[index] ?? "").replace(DIST_INFO, "").replace(/-\d.*$/, "");
    const name = distribution.replace(/[-.]+/g, "_");
    for (const candidate of new Set([name, name.toLowerCase(), distribution])) {
      roots.add([...parts.slice(0, index), candidate].join("/"));
      roots.add([...parts.slice(0, index), `${candidate}.py`].join("/"));
    }
  }
  return roots;
}
