import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B103",
    checkId: "bandit",
    code: "B103",
    title: "chmod gives access to everybody",
    why: "With a mode like 0o777 every account of the machine may change the file. On a shared computer, a terminal server or a QGIS Server somebody else can then replace a program that your plugin starts later, or code that it loads.\n\nA mode that only lets others run or read the file, or its group change it, is a warning.",
    howToFix:
      "To make a program runnable for the user alone, add that one bit: os.chmod(path, stat.S_IRWXU). Files that the plugin writes need no chmod at all. On Windows the call changes next to nothing.",
    intended: nosec("B103", "os.chmod(path, 0o755)"),
    defaultSeverity: "critical",
    severityCases: [{ severity: "warning", toolSeverity: ["medium", "low"] }],
    badExample: { path: "plugin.py", code: "import os\n\n\ndef prepare(program):\n    os.chmod(program, 0o777)\n" },
    goodExample: { path: "plugin.py", code: "import os\nimport stat\n\n\ndef prepare(program):\n    os.chmod(program, stat.S_IRWXU)\n" },
    references: [
      banditReference("plugins", "b103_set_bad_file_permissions", "B103: set_bad_file_permissions"),
      { title: "Python: os.chmod", url: "https://docs.python.org/3/library/os.html#os.chmod" },
    ],
    cwe: 732,
  },
  {
    id: "bandit/B108",
    checkId: "bandit",
    code: "B108",
    title: "A fixed path in the shared temporary folder",
    why: "Everybody on a machine may write to /tmp. If the name of a file in it is known beforehand, somebody else can put a file or a link there first, and the plugin reads or overwrites the wrong one. Two QGIS windows with the same plugin get in each other's way, too, and on Windows there is no such folder.",
    howToFix:
      "Ask for a name of your own: QgsProcessingUtils.generateTempFilename() or tempfile.TemporaryDirectory(). In a processing algorithm use the TEMPORARY_OUTPUT destination.",
    intended: nosec("B108", 'path = "/tmp/example.txt"'),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: 'def log_path():\n    return "/tmp/demo.log"\n' },
    goodExample: {
      path: "plugin.py",
      code: 'import os\nimport tempfile\n\n\ndef log_path():\n    return os.path.join(tempfile.mkdtemp(), "demo.log")\n',
    },
    references: [
      banditReference("plugins", "b108_hardcoded_tmp_directory", "B108: hardcoded_tmp_directory"),
      { title: "Python: tempfile", url: "https://docs.python.org/3/library/tempfile.html" },
    ],
    cwe: 377,
  },
];
