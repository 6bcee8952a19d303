import type { Reference, RuleExample, RuleMetadata, Severity } from "../../../../core/types";

const GUIDELINES: Reference = {
  title: "QGIS: releasing a plugin",
  url: "https://docs.qgis.org/latest/en/docs/pyqgis_developer_cookbook/plugins/releasing.html",
};
const ARCHIVE_FORMAT: Reference = {
  title: "git archive: files that stay out of a package",
  url: "https://git-scm.com/docs/gitattributes#_creating_an_archive",
};
const KEEP =
  "No comment in the code can keep a finding about a file. If the plugin needs it, choose “Keep it, with a reason…” below the finding in the version's report and say where the file comes from and how it was made: it then counts no longer.";
const NOTE = "Nothing has to be done if the plugin needs the file: this note changes no verdict.";
const LEAVE_OUT = "`export-ignore` in .gitattributes keeps a file in the repository and out of the package.";

interface Texts {
  code: string;
  title: string;
  why: string;
  howToFix: string;
  severity: Severity;
  bad: RuleExample;
  good: RuleExample;
  cwe?: number;
}

function rule({ code, title, why, howToFix, severity, bad, good, cwe }: Texts): RuleMetadata {
  return {
    id: `files/${code}`,
    checkId: "suspicious-files",
    code,
    title,
    why,
    howToFix,
    intended: severity === "info" ? NOTE : KEEP,
    defaultSeverity: severity,
    badExample: bad,
    goodExample: good,
    references: [GUIDELINES, ARCHIVE_FORMAT],
    ...(cwe === undefined ? {} : { cwe }),
  };
}

export const RULES: readonly RuleMetadata[] = [
  rule({
    code: "executable-content",
    title: "The package holds a program or a compiled library",
    why: "Compiled code cannot be read by a reviewer or by these checks, and it runs with all rights of the person who uses QGIS. It also works on one system and processor only, while plugins are installed on all of them.\n\nThe kind is told by the file's first bytes, so another name does not hide it.",
    howToFix: `Leave it out. Name Python libraries in metadata.txt (external_deps, plugin_dependencies), use what QGIS ships (GDAL, PROJ, numpy), or let the user point to a program that they installed. If it has to be in the package, publish its source and how it is built. ${LEAVE_OUT}`,
    severity: "warning",
    bad: { path: "bin/convert", code: "\u007fELF\u0002\u0001\u0001\u0000\u0000\u0000" },
    good: { path: "convert.py", code: "from osgeo import gdal\n" },
    cwe: 506,
  }),
  rule({
    code: "hidden",
    title: "A hidden file",
    why: "Names that begin with a dot do not show in most file managers, so nobody notices what they hold: settings of an editor, a copy of a password file, a whole history. Users do not need them. Files for the package itself (.gitignore, .gitattributes, .bandit, .flake8, .secrets.baseline) are expected and not reported.",
    howToFix: `Leave it out of the package. ${LEAVE_OUT} If the plugin reads the file, give it a visible name.`,
    severity: "info",
    bad: { path: ".settings.ini", code: "[display]\nunit=m\n" },
    good: { path: "settings.ini", code: "[display]\nunit=m\n" },
  }),
  rule({
    code: "nested-archive",
    title: "An archive inside the package",
    why: "What lies in an archive is not looked at by these checks nor, usually, by a reviewer. Often it is sample data, which makes every user's download larger. Documents that happen to be ZIP files (.qgz, .xlsx and the like) are not reported.",
    howToFix:
      "Put the files into the package as they are: the package is compressed anyway. Offer large data for download from within the plugin.",
    severity: "info",
    bad: { path: "data/sample.zip", code: `PK\u0005\u0006${"\u0000".repeat(18)}` },
    good: { path: "data/sample.geojson", code: '{"type": "FeatureCollection", "features": []}\n' },
  }),
  rule({
    code: "nested-archive-with-code",
    title: "An archive inside the package holds code",
    why: "Wheels, JAR files and ZIP archives can carry Python, programs or scripts past these checks: a plugin may unpack them, or put them on Python's path, and nobody has looked at what then runs inside QGIS.",
    howToFix:
      "Unpack the code into the plugin's folder, where it is checked like the rest, or name the library in external_deps so that users install it from its own source.",
    severity: "warning",
    bad: { path: "libs/helper-1.0-py3-none-any.whl", code: `PK\u0005\u0006${"\u0000".repeat(18)}` },
    good: { path: "libs/helper.py", code: "def helper():\n    return 1\n" },
    cwe: 506,
  }),
  rule({
    code: "python-outside-py",
    title: "Python in a file that is not named .py",
    why: "Compiled Python (.pyc) can be imported by QGIS without its source, and nobody can review it. Python named .pyw, or without an ending, is passed over by editors, reviewers and tools that look for .py files.",
    howToFix: "Name Python files .py. Leave compiled files out: Python makes them again when the plugin is first used.",
    severity: "warning",
    bad: { path: "helper.pyw", code: "VALUE = 1\n" },
    good: { path: "helper.py", code: "VALUE = 1\n" },
    cwe: 506,
  }),
  rule({
    code: "script",
    title: "A script that runs outside of QGIS",
    why: "Shell, batch and PowerShell scripts are not checked for what they do, and they run outside of QGIS with all rights of the person who starts them. Most are the author's own helpers to build or translate the plugin, which users do not need.",
    howToFix: `Leave build scripts out of the package. ${LEAVE_OUT} What the plugin itself has to do, do in Python.`,
    severity: "warning",
    bad: { path: "build.sh", code: "#!/bin/sh\npyrcc5 -o resources.py resources.qrc\n" },
    good: { path: "build.py", code: "import subprocess\n" },
  }),
];
