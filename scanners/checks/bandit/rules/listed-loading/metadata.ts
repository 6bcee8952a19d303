import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B301",
    checkId: "bandit",
    code: "B301",
    title: "Data is loaded with pickle",
    why: "A pickle is a little program that runs while it is loaded. If the file was downloaded, shared or stands in a folder where others write, loading it runs their code inside QGIS.\n\nshelve, dill, jsonpickle and pandas.read_pickle() do the same.",
    howToFix:
      "Keep your data as JSON, in QgsSettings, or in a GeoPackage. If it must be pickle (a trained model, for instance), load only files that your plugin wrote itself or whose SHA-256 you compare first, and say so.",
    intended: nosec("B301", "pickle.load(stream)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import pickle\n\n\ndef load(stream):\n    return pickle.load(stream)\n" },
    goodExample: { path: "plugin.py", code: "import json\n\n\ndef load(stream):\n    return json.load(stream)\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B301"),
      { title: "Python: pickle", url: "https://docs.python.org/3/library/pickle.html" },
    ],
    cwe: 502,
  },
  {
    id: "bandit/B302",
    checkId: "bandit",
    code: "B302",
    title: "Data is loaded with marshal",
    why: "marshal is the format of Python's own compiled files. Its reader trusts what it is given: broken or prepared data can crash QGIS, and compiled code that comes out of it is code that nobody could review.",
    howToFix: "Keep data as JSON. Compiled code has no place in a plugin: ship the source.",
    intended: nosec("B302", "marshal.load(stream)"),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: "import marshal\n\n\ndef load(stream):\n    return marshal.load(stream)\n" },
    goodExample: { path: "plugin.py", code: "import json\n\n\ndef load(stream):\n    return json.load(stream)\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B302"),
      { title: "Python: marshal", url: "https://docs.python.org/3/library/marshal.html" },
    ],
    cwe: 502,
  },
  {
    id: "bandit/B403",
    checkId: "bandit",
    code: "B403",
    title: "A module that loads pickled data is imported",
    why: "The import itself does no harm. It tells a reviewer where to look: pickle, dill and shelve run what the loaded data tells them to, so what matters is whose files the plugin loads with them.",
    howToFix:
      "Nothing needs fixing when the plugin only loads what it wrote itself. Where JSON, QgsSettings or a GeoPackage do the same, they are safer and can be read by people.",
    intended: nosec("B403", "import pickle"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "import pickle\n" },
    goodExample: { path: "plugin.py", code: "import json\n" },
    references: [
      banditReference("blacklists", "blacklist_imports", "Bandit: imports to watch, B403"),
      { title: "Python: pickle", url: "https://docs.python.org/3/library/pickle.html" },
    ],
    cwe: 502,
  },
];
