import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B602",
    checkId: "bandit",
    code: "B602",
    title: "A command is given to a shell (shell=True)",
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
    id: "bandit/B604",
    checkId: "bandit",
    code: "B604",
    title: "A function of another kind is called with shell=True",
    why: "shell=True asks for a shell in nearly every library that starts programs, and plugins like to wrap subprocess in a helper of their own that hands it on. Then a layer name or a path in the command can start another command, as with subprocess itself.\n\nThe rule knows only the name of the argument. A function that means something else by it (the shell of a geometry, say) is reported too, so it is a warning.",
    howToFix:
      "See what the function does with shell. If it starts a program, give it the program and its arguments as a list, without shell. If it has nothing to do with commands, rename the argument or mark the line.",
    intended: nosec("B604", "run_tool(command, shell=True)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "from .tools import run_tool\n\n\ndef convert(command):\n    run_tool(command, shell=True)\n" },
    goodExample: {
      path: "plugin.py",
      code: 'from .tools import run_tool\n\n\ndef convert(path):\n    run_tool(["ogr2ogr", "out.gpkg", path])\n',
    },
    references: [
      banditReference("plugins", "b604_any_other_function_with_shell_equals_true", "B604: any_other_function_with_shell_equals_true"),
    ],
    cwe: 78,
  },
  {
    id: "bandit/B605",
    checkId: "bandit",
    code: "B605",
    title: "A command is given to a shell (os.system and the like)",
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
  {
    id: "bandit/B609",
    checkId: "bandit",
    code: "B609",
    title: "A shell expands * for chown, chmod, tar or rsync",
    why: "The shell replaces * by the names of the files in the folder, and these four programs take a name that begins with a dash for one of their options. A file called --checkpoint-action=exec=… in a data folder makes tar run a program.\n\nPlugins work on folders that users download, share and unzip, so somebody else decides what the files there are called.",
    howToFix:
      "Leave the shell out: list the files in Python (pathlib.Path.glob()) and use shutil, os.chmod(), zipfile or tarfile on them. If the program is needed, pass a list of arguments with -- or ./ before the names.",
    intended: nosec("B609", 'os.system("tar cf backup.tar *")'),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: 'import os\n\n\ndef backup():\n    os.system("tar cf backup.tar *.shp")\n' },
    goodExample: {
      path: "plugin.py",
      code: 'import zipfile\nfrom pathlib import Path\n\n\ndef backup(folder):\n    with zipfile.ZipFile("backup.zip", "w") as archive:\n        for path in Path(folder).glob("*.shp"):\n            archive.write(path, path.name)\n',
    },
    references: [
      banditReference("plugins", "b609_linux_commands_wildcard_injection", "B609: linux_commands_wildcard_injection"),
      { title: "CWE-155: wildcards and their neutralization", url: "https://cwe.mitre.org/data/definitions/155.html" },
    ],
    cwe: 155,
  },
];
