import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B306",
    checkId: "bandit",
    code: "B306",
    title: "tempfile.mktemp() gives a name, not a file",
    why: "Between the moment at which the name is chosen and the moment at which your plugin creates the file, another program can put a file or a link of its own there, and the plugin reads or overwrites the wrong one.",
    howToFix:
      "Use tempfile.mkstemp(), tempfile.TemporaryDirectory(), or QgsProcessingUtils.generateTempFilename(), which stands in a folder of this QGIS session.",
    intended: nosec("B306", "path = tempfile.mktemp()"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: 'import tempfile\n\n\ndef target():\n    return tempfile.mktemp(".gpkg")\n' },
    goodExample: {
      path: "plugin.py",
      code: 'import os\nimport tempfile\n\n\ndef target():\n    return os.path.join(tempfile.mkdtemp(), "result.gpkg")\n',
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B306"),
      { title: "Python: tempfile.mktemp", url: "https://docs.python.org/3/library/tempfile.html#tempfile.mktemp" },
    ],
    cwe: 377,
  },
  {
    id: "bandit/B307",
    checkId: "bandit",
    code: "B307",
    title: "eval() runs an expression as a program",
    why: "eval() is not a calculator: an expression can import modules, delete files or send data away. Plugins tend to feed it attribute values, settings or answers of a web service, so whoever writes those can run code on the machine of everyone who opens them.\n\nWhen the expression is a fixed text in your own code the danger is small, and the finding is only a warning.",
    howToFix:
      "For numbers, lists and dictionaries use ast.literal_eval() or json.loads(). For formulas use QgsExpression. For an attribute whose name is chosen at run time use getattr().",
    intended: nosec("B307", "eval(expression)"),
    defaultSeverity: "critical",
    severityCases: [{ severity: "warning", shape: ["literal"] }],
    badExample: { path: "plugin.py", code: "def read_setting(text):\n    return eval(text)\n" },
    goodExample: { path: "plugin.py", code: "import ast\n\n\ndef read_setting(text):\n    return ast.literal_eval(text)\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B307"),
      { title: "QgsExpression", url: "https://qgis.org/pyqgis/master/core/QgsExpression.html" },
    ],
    cwe: 78,
  },
  {
    id: "bandit/B308",
    checkId: "bandit",
    code: "B308",
    title: "A text is put into a web page without escaping (mark_safe)",
    why: "Django escapes texts in templates so that they cannot become part of the page's code; mark_safe() turns that off. If the text comes from data, whoever wrote it can run a script in the browser of everyone who looks at the page.",
    howToFix: "Give the value to the template as it is, or use format_html(), which escapes each of its arguments.",
    intended: nosec("B308", "mark_safe(text)"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "from django.utils.safestring import mark_safe\n\n\ndef label(text):\n    return mark_safe(text)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: 'from django.utils.html import format_html\n\n\ndef label(text):\n    return format_html("<b>{}</b>", text)\n',
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B308"),
      { title: "Django: format_html", url: "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.html.format_html" },
    ],
    cwe: 79,
  },
];
