import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B603",
    checkId: "bandit",
    code: "B603",
    title: "Another program is started, without a shell",
    why: "This is the right way to start a program, and every use of it is reported. It is listed so that a reviewer finds the places where the plugin leaves QGIS, and can look at what is started and where its arguments come from.\n\nA path or an option that comes out of a project file or a download can still make the program do something else than you meant.",
    howToFix:
      "Nothing has to change. Keep the name of the program fixed, pass arguments as a list, and check values from outside. If QGIS can do the work itself (processing.run(), osgeo.gdal), that also runs on every system.",
    intended: nosec("B603", "subprocess.run(arguments)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "import subprocess\n\n\ndef convert(arguments):\n    subprocess.run(arguments)\n" },
    goodExample: {
      path: "plugin.py",
      code: 'import processing\n\n\ndef convert(path):\n    processing.run("gdal:convertformat", {"INPUT": path, "OUTPUT": "out.gpkg"})\n',
    },
    references: [
      banditReference("plugins", "b603_subprocess_without_shell_equals_true", "B603: subprocess_without_shell_equals_true"),
      { title: "Python: subprocess", url: "https://docs.python.org/3/library/subprocess.html" },
    ],
    cwe: 78,
  },
  {
    id: "bandit/B606",
    checkId: "bandit",
    code: "B606",
    title: "A program is started with os.startfile, os.exec* or os.spawn*",
    why: "Plugins mostly use os.startfile() to show a report or a folder. It opens whatever the path names in the program that Windows has for it: a file that ends in .bat, .exe or .lnk is run, so a path out of a project file or a download decides what happens.\n\nos.exec* replaces QGIS itself, and unsaved work with it.",
    howToFix:
      "To show a file or a folder use QDesktopServices.openUrl(QUrl.fromLocalFile(path)), which works on all systems, and open only what your plugin wrote or the user chose. To start a program use subprocess.run() with a list.",
    intended: nosec("B606", "os.startfile(report)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "import os\n\n\ndef show(report):\n    os.startfile(report)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtCore import QUrl\nfrom qgis.PyQt.QtGui import QDesktopServices\n\n\ndef show(report):\n    QDesktopServices.openUrl(QUrl.fromLocalFile(report))\n",
    },
    references: [
      banditReference("plugins", "b606_start_process_with_no_shell", "B606: start_process_with_no_shell"),
      { title: "Python: os.startfile", url: "https://docs.python.org/3/library/os.html#os.startfile" },
    ],
    cwe: 78,
  },
  {
    id: "bandit/B607",
    checkId: "bandit",
    code: "B607",
    title: "A program is started by its name alone, without a path",
    why: "The system looks for the name in the folders of PATH, on Windows first in the folder of QGIS and the current one. A program of the same name that was put there earlier is started instead of yours.\n\nIt also fails on many desktops: QGIS on Windows and macOS does not see the PATH of the user's terminal, so “git” or “ogr2ogr” may simply not be found.",
    howToFix:
      "Look the program up once with shutil.which(), tell the user when it is missing, and start the path that you got. For your own scripts use sys.executable and a path made from __file__.",
    intended: nosec("B607", 'subprocess.run(["git", "pull"])'),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: 'import subprocess\n\n\ndef update():\n    subprocess.run(["git", "pull"])\n' },
    goodExample: {
      path: "plugin.py",
      code: 'import shutil\nimport subprocess\n\n\ndef update():\n    git = shutil.which("git")\n    if git:\n        subprocess.run([git, "pull"])\n',
    },
    references: [
      banditReference("plugins", "b607_start_process_with_partial_path", "B607: start_process_with_partial_path"),
      { title: "Python: shutil.which", url: "https://docs.python.org/3/library/shutil.html#shutil.which" },
    ],
    cwe: 78,
  },
];
