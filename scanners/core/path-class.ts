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
/** Of the plugin's own, too, where they stand deeper: there they hold the code that looks for what is missing. */
const VENDORED_TOP_FOLDERS = new Set(["dependencies", "deps", "safe_extras"]);
/** Libraries that plugins were seen to pack along as they are, by the name of their folder. */
const LIBRARIES = new Set(
  (
    "beautifulsoup4 boto3 botocore bs4 certifi chardet dateutil docutils geopy google httplib2 idna jinja2 jsonschema lxml mapbox_vector_tile " +
    "markupsafe matplotlib networkx numpy oauthlib openpyxl owslib pandas pip pkg_resources plotly protobuf psycopg2 pyproj pyqtgraph pytz " +
    "pywps requests requests_oauthlib setuptools shapely simplejson six sqlalchemy urllib3 xlrd xlsxwriter yaml"
  ).split(" "),
);
/** Plugins have small folders `requests` and `google` of their own. */
const MIN_LIBRARY_FILES = 3;
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
  if (folders.some((folder, index) => isVendored(folder, index) || vendoredRoots.has(parts.slice(0, index + 2).join("/"))))
    return "vendored";
  if (vendoredRoots.has(path)) return "vendored";
  if (folders.some((folder) => TEST_FOLDERS.has(folder.toLowerCase()))) return "test";
  if (/^test_.*\.py$/i.test(name) || /_test\.py$/i.test(name)) return "test";
  return "own";
}

/** @param depth 0 for a folder in the plugin's own. */
function isVendored(folder: string, depth: number): boolean {
  const name = folder.toLowerCase();
  return VENDORED_FOLDERS.has(name) || (depth === 0 && VENDORED_TOP_FOLDERS.has(name)) || DIST_INFO.test(folder);
}

/** Folders with the name of a known library and Python in them, and those beside a `<name>-<version>.dist-info`, where pip put them. */
export function findVendoredRoots(paths: readonly string[]): ReadonlySet<string> {
  const roots = findLibraries(paths);
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

/** Packages below the top folder that are named like a library, with or without its version. */
function findLibraries(paths: readonly string[]): Set<string> {
  const files = new Map<string, number>();
  const packages = new Set<string>();
  for (const path of paths) {
    if (!path.endsWith(".py")) continue;
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length - 1; depth++) {
      if (!isLibraryName(parts[depth] as string)) continue;
      const folder = parts.slice(0, depth + 1).join("/");
      files.set(folder, (files.get(folder) ?? 0) + 1);
      if (path.length === folder.length + "/__init__.py".length && path.endsWith("/__init__.py")) packages.add(folder);
    }
  }
  return new Set([...packages].filter((folder) => (files.get(folder) ?? 0) >= MIN_LIBRARY_FILES));
}

function isLibraryName(folder: string): boolean {
  return LIBRARIES.has(folder.toLowerCase().replace(/[-_]\d[\w.]*$/, ""));
}

export interface PackedLibrary {
  /** What it is called where it lies, without a version. */
  library: string;
  /** Its folder with a slash at the end, or its one file. */
  folder: string;
}

/**
 * The copy of a library that a path is part of, by its path alone: what lies in a folder for such copies, else the folder that is named
 * like a known library, else the first folder of the plugin's.
 *
 * @param path of the class `vendored`
 */
export function libraryOf(path: string): PackedLibrary {
  const parts = path.split("/");
  const last = parts.length - 1;
  const shelf = parts.findLastIndex((part, index) => index > 0 && index < last && isVendored(part, index - 1) && !DIST_INFO.test(part));
  const named = parts.findIndex((part, index) => index > 0 && index < last && isLibraryName(part));
  const root = shelf > 0 ? shelf + 1 : named > 0 ? named : Math.min(1, last);
  const name = (parts[root] ?? path)
    .replace(/\.pyw?$/, "")
    .replace(DIST_INFO, "")
    .replace(/[-_]\d[\w.]*$/, "");
  return { library: name, folder: root < last ? `${parts.slice(0, root + 1).join("/")}/` : path };
}
