/** What must and must not lie in a package, by names alone. */
import { error, showName, warning, ZIP_AGAIN } from "./archive-error";
import { isReservedPackageName } from "./reserved-names";
import type { PackageFile, PackageProblem } from "./types";
import { meantName } from "./zip-name";

export interface NameOptions {
  isNewPlugin?: boolean;
  registeredPackageNames?: readonly string[];
}

interface Layout {
  topFolder: string;
  files: readonly Pick<PackageFile, "path">[];
}

const PACKAGE_NAME = /^[A-Za-z][A-Za-z0-9_-]+$/;
const PYTHON_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Keywords of Python 3.12: `import class` is no statement. `None` and the like included. */
const PYTHON_KEYWORDS = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);
const FINDER_FOLDER = "__macosx";
const FORBIDDEN_FOLDERS = new Set([".git", "__pycache__"]);
const OTHER_LICENSE_NAMES = ["LICENSE.txt", "LICENSE.md", "COPYING"];

const isOfFinder = (path: string) => path.split("/").some((part) => part.toLowerCase() === FINDER_FOLDER);

/** "Compress" of the Finder adds a second tree with a file for each file: told once. */
function finderProblem(pkg: Layout): PackageProblem[] {
  const added = pkg.files.filter(({ path }) => isOfFinder(path));
  const entry = showName(added[0]?.path ?? "");
  if (added.length === 0) return [];
  const more = added.length > 1 ? ` and ${added.length - 1} more were` : " was";
  const name = PACKAGE_NAME.test(pkg.topFolder) ? pkg.topFolder : "plugin";
  const advice = `Zip the folder in a terminal instead: \`zip -r ${name}.zip ${name} -x '*.DS_Store' '*/__pycache__/*'\`.`;
  return [error("leftover-files", `\`${entry}\`${more} added by the Finder of macOS.`, advice, { entry })];
}

/** Rule 4: leftovers of operating systems, version control and Python. */
export function leftoverProblems(pkg: Layout): PackageProblem[] {
  const advice =
    "Zip without them: `git archive` and qgis-plugin-ci leave them out, `zip -r plugin.zip plugin -x '*/__pycache__/*' '*/.git/*' '*.pyc'` as well.";
  const others = pkg.files.flatMap(({ path }) => {
    if (isOfFinder(path)) return [];
    const entry = showName(path);
    const folder = path.split("/").find((part) => FORBIDDEN_FOLDERS.has(part.toLowerCase()));
    if (folder !== undefined)
      return error("leftover-files", `\`${entry}\` lies in a \`${folder}\` folder, which does not belong in a package.`, advice, { entry });
    if (/\.pyc$/i.test(path))
      return error("leftover-files", `\`${entry}\` is compiled Python, which nobody can review.`, advice, { entry });
    return [];
  });
  return [...finderProblem(pkg), ...others];
}

/** Names that QGIS unpacks in other letters than their author sees. `zip` on Linux and macOS writes such. */
export function encodingProblems(pkg: Layout): PackageProblem[] {
  return pkg.files.flatMap(({ path }) => {
    const meant = meantName(path);
    if (meant === null) return [];
    const message = `QGIS unpacks \`${showName(meant)}\` under the name \`${showName(path)}\`, since the ZIP does not say that its names are UTF-8.`;
    return [warning("name-encoding", message, "Use ASCII names, or zip with `git archive`, 7-Zip or Python.", { entry: showName(path) })];
  });
}

/** Rule 6: QGIS Desktop unpacks what lies beside the plugin's folder too, next to other people's plugins. */
export function besideProblems(pkg: Layout, registered: readonly string[]): PackageProblem[] {
  const beside = pkg.files.filter((file) => !file.path.startsWith(`${pkg.topFolder}/`) && !isOfFinder(file.path));
  if (beside.length === 0) return [];
  const names = new Set(registered.map((name) => name.toLowerCase()));
  const isHarmful = (path: string) => {
    const parts = path.split("/");
    return ["__init__.py", "metadata.txt"].includes((parts.at(-1) ?? "").toLowerCase()) || names.has((parts[0] ?? "").toLowerCase());
  };
  const advice = `Zip the folder \`${pkg.topFolder}\` alone. ${ZIP_AGAIN}`;
  const harmful = beside.find((file) => isHarmful(file.path));
  const entry = showName((harmful ?? beside[0])?.path ?? "");
  if (harmful)
    return [
      error(
        "files-beside-plugin",
        `\`${entry}\` lies beside the folder \`${pkg.topFolder}\` and could become or replace another plugin.`,
        advice,
        { entry },
      ),
    ];
  const more = beside.length > 1 ? ` and ${beside.length - 1} more` : "";
  return [
    warning(
      "files-beside-plugin",
      `\`${entry}\`${more} beside the folder \`${pkg.topFolder}\` would be unpacked next to other plugins.`,
      advice,
      { entry },
    ),
  ];
}

/** Rules 7 and 18, as far as they can be told without a database. */
export function packageNameProblems(name: string, options: NameOptions): PackageProblem[] {
  const { registeredPackageNames: registered } = options;
  const isNew = options.isNewPlugin ?? (registered !== undefined && !registered.includes(name));
  const shown = `\`${showName(name)}\``;
  if (!PACKAGE_NAME.test(name)) {
    const advice = "Rename the folder: a letter, then letters, digits, `_` or `-`, two characters at least.";
    return [error("package-name", `The plugin's folder ${shown} has no valid package name.`, advice, { entry: showName(name) })];
  }
  if (!isNew) return [];
  const problems: PackageProblem[] = [];
  if (!PYTHON_NAME.test(name) || PYTHON_KEYWORDS.has(name)) {
    problems.push(
      error(
        "package-name",
        `The folder of a new plugin must be a name that Python can import; ${shown} is not.`,
        "Use letters, digits and `_`, and no word of the Python language.",
      ),
    );
  }
  if (isReservedPackageName(name))
    problems.push(error("package-name-reserved", `The package name ${shown} is reserved.`, "Choose another folder name."));
  const taken = registered?.find((other) => other.toLowerCase() === name.toLowerCase());
  if (taken !== undefined) {
    const message = `The package name ${shown} is taken by \`${taken}\`; upper and lower case make no difference.`;
    problems.push(error("package-name-taken", message, `Use \`${taken}\` for a new version of that plugin, or another name.`));
  }
  return problems;
}

/** Rules 8 and 16. */
export function requiredFileProblems(pkg: Layout): PackageProblem[] {
  const has = (name: string) => pkg.files.some((file) => file.path === `${pkg.topFolder}/${name}`);
  const problems = ["__init__.py", "metadata.txt"]
    .filter((name) => !has(name))
    .map((name) =>
      error(
        "missing-file",
        `The file \`${pkg.topFolder}/${name}\` is missing.`,
        `Add \`${name}\` to the plugin's folder; QGIS cannot load a plugin without it.`,
      ),
    );
  if (has("LICENSE")) return problems;
  const other = OTHER_LICENSE_NAMES.find(has);
  const wanted = `Name the file \`${pkg.topFolder}/LICENSE\`, without an ending.`;
  if (other) problems.push(warning("license-name", `The licence is in \`${other}\`; the file wanted is \`LICENSE\`.`, wanted));
  else
    problems.push(
      error(
        "missing-license",
        `The file \`${pkg.topFolder}/LICENSE\` is missing.`,
        "Add the text of the licence that you chose, in a file named `LICENSE` without an ending.",
      ),
    );
  return problems;
}
