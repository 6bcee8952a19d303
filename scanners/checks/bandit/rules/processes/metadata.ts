import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B602",
    checkId: "bandit",
    code: "B602",
    title: "A command line is built and given to a shell (shell=True)",
    why: "With shell=True the text is read by the system's shell. Layer names, file paths and attribute values end up in such commands, and characters like ; & | or a quote in them start a command of their own. A project file sent by mail is enough.\n\nWhen the whole command is one fixed text the danger is small, and the finding is only a warning.",
    howToFix:
      "Pass the program and its arguments as a list and leave out shell=True: then no shell reads them and no quoting is needed, with spaces in paths too.",
    intended: nosec("B602", "subprocess.call(command, shell=True)"),
    defaultSeverity: "critical",
    severityCases: [{ severity: "warning", toolSeverity: ["medium", "low"] }],
    badExample: {
      path: "plugin.py",
      code: 'import subprocess\n\n\ndef convert(path):\n    subprocess.call("ogr2ogr out.gpkg " + path, shell=True)\n',
    },
    goodExample: {
      path: "plugin.py",
      code: 'import subprocess\n\n\ndef convert(path):\n    subprocess.call(["ogr2ogr", "out.gpkg", path])\n',
    },
    references: [
      banditReference("plugins", "b602_subprocess_popen_with_shell_equals_true", "B602: subprocess_popen_with_shell_equals_true"),
      {
        title: "Python: security considerations of subprocess",
        url: "https://docs.python.org/3/library/subprocess.html#security-considerations",
      },
    ],
    cwe: 78,
  },
  {
    id: "bandit/B605",
    checkId: "bandit",
    code: "B605",
    title: "A command line is built and given to a shell (os.system and the like)",
    why: "os.system(), os.popen() and their relatives always use a shell. Paths and names that come from a project, a layer or a dialog can hold characters that start another command, and on Windows a path with a space already breaks it.\n\nWhen the whole command is one fixed text the danger is small, and the finding is only a warning.",
    howToFix:
      "Use subprocess.run() with a list of arguments. To open a file or a folder in the user's own program use QDesktopServices.openUrl(QUrl.fromLocalFile(path)).",
    intended: nosec("B605", "os.system(command)"),
    defaultSeverity: "critical",
    severityCases: [{ severity: "warning", toolSeverity: ["medium", "low"] }],
    badExample: { path: "plugin.py", code: 'import os\n\n\ndef open_folder(path):\n    os.system("xdg-open " + path)\n' },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtCore import QUrl\nfrom qgis.PyQt.QtGui import QDesktopServices\n\n\ndef open_folder(path):\n    QDesktopServices.openUrl(QUrl.fromLocalFile(path))\n",
    },
    references: [banditReference("plugins", "b605_start_process_with_a_shell", "B605: start_process_with_a_shell")],
    cwe: 78,
  },
];
