/** How values are written in a kind of file; decides what the keyword detector looks for. */
export type ValueSyntax = "quoted" | "config" | "go" | "c" | "cpp";

// Source: detect-secrets 1.5.0, util/filetype.py and plugins/keyword.py. Endings count as written, in lower case.
const SYNTAX_BY_ENDING: Readonly<Record<string, ValueSyntax>> = {
  ".yaml": "config",
  ".yml": "config",
  ".eyaml": "config",
  ".cnf": "config",
  ".conf": "config",
  ".cfg": "config",
  ".cf": "config",
  ".ini": "config",
  ".properties": "config",
  ".toml": "config",
  ".go": "go",
  ".m": "c",
  ".cs": "c",
  ".c": "c",
  ".cpp": "cpp",
};

/** Endings and names that detect-secrets does not open. We do; hits there are only shown. Source: filters/heuristic.py. */
const SKIPPED_ENDINGS = new Set(
  ".7z .bin .bmp .bz2 .class .css .dmg .doc .eot .exe .gif .gz .ico .iml .ipr .iws .jar .jpg .jpeg .lock .map .mo .pdf .png .prefs .psd .rar .realm .s7z .sum .svg .tar .tif .tiff .ttf .webp .woff .xls .xlsx .zip".split(
    " ",
  ),
);
const LOCK_FILES = new Set(
  "Brewfile.lock.json Cartfile.resolved composer.lock Gemfile.lock Package.resolved package-lock.json Podfile.lock yarn.lock Pipfile.lock poetry.lock Cargo.lock packages.lock.json".split(
    " ",
  ),
);

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** As Python's os.path.splitext: with its dot, empty for names like `.env`. */
export function endingOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 && !/^\.+$/.test(name.slice(0, dot)) ? name.slice(dot) : "";
}

export function valueSyntaxOf(path: string): ValueSyntax {
  return SYNTAX_BY_ENDING[endingOf(path)] ?? "quoted";
}

/** Whether detect-secrets would pass this file over by its name. A Python file never counts as such. */
export function isSkippedByTool(path: string): boolean {
  if (/\.pyw?$/i.test(path)) return false;
  return SKIPPED_ENDINGS.has(endingOf(path)) || LOCK_FILES.has(baseName(path)) || path.includes("swagger");
}

/**
 * Whether a file is left out altogether: the plugin's own metadata.txt, whose commitSha1 would always be a find, and
 * the author's baseline, which holds hashes only.
 */
export function isExcluded(path: string, topFolder: string): boolean {
  return path === `${topFolder}/metadata.txt` || path === `${topFolder}/.secrets.baseline`;
}
