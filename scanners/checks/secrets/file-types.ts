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

const YAML_ENDINGS: ReadonlySet<string> = new Set([".yaml", ".yml", ".eyaml"]);
/** The other endings that the tool knows; source: util/filetype.py. */
const PLAIN_ENDINGS: ReadonlySet<string> = new Set([".cls", ".example", ".java", ".js", ".php", ".py", ".pyi", ".swift", ".tf"]);

export function isYaml(path: string): boolean {
  return YAML_ENDINGS.has(endingOf(path));
}

/** Whether the tool does not know the file's type by its ending. */
export function isOtherFileType(path: string): boolean {
  const ending = endingOf(path);
  return SYNTAX_BY_ENDING[ending] === undefined && !PLAIN_ENDINGS.has(ending);
}

/** Whether the tool may read the file as settings or YAML, where values need no quotes. */
export function isRewrittenByTool(path: string): boolean {
  return path !== "" && (isYaml(path) || isOtherFileType(path) || SYNTAX_BY_ENDING[endingOf(path)] === "config");
}

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

/** Whether a find counts less since detect-secrets would pass the file over by its name. Never so for a Python file. */
export function isSkippedByTool(path: string): boolean {
  return !/\.pyw?$/i.test(path) && isUnopenedByTool(path);
}

/** Whether detect-secrets opens no file of this name: what comparisons with it leave out. */
export function isUnopenedByTool(path: string): boolean {
  return SKIPPED_ENDINGS.has(endingOf(path)) || LOCK_FILES.has(baseName(path)) || path.includes("swagger");
}
