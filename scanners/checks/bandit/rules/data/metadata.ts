import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B105",
    checkId: "bandit",
    code: "B105",
    title: "A text looks like a password written into the code",
    why: "A plugin is published: a password in its code is a password for everybody, in all versions that were ever downloaded.\n\nThe rule goes by names (password, token, secret …), so labels of dialogs and names of settings are often reported too. It is a warning because most hits are harmless; please look at each once.",
    howToFix:
      "Ask the user, and keep the answer in QGIS's authentication database (QgsApplication.authManager()). For tests read it from the environment. If it was a real password, change it at its service: deleting it from the next version does not take it back.",
    intended: nosec("B105", 'TOKEN_LABEL = "Token"'),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: 'password = "correct horse battery"\n' },
    goodExample: { path: "plugin.py", code: 'import os\n\npassword = os.environ.get("SERVICE_LOGIN")\n' },
    references: [
      banditReference("plugins", "b105_hardcoded_password_string", "B105: hardcoded_password_string"),
      {
        title: "QGIS: authentication in plugins",
        url: "https://docs.qgis.org/latest/en/docs/pyqgis_developer_cookbook/authentication.html",
      },
    ],
    cwe: 259,
  },
  {
    id: "bandit/B301",
    checkId: "bandit",
    code: "B301",
    title: "Data is loaded with pickle",
    why: "A pickle is a little program that runs while it is loaded. If the file was downloaded, shared or stands in a folder where others write, loading it runs their code inside QGIS.",
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
    id: "bandit/B501",
    checkId: "bandit",
    code: "B501",
    title: "A web request does not check the server's certificate",
    why: "With verify=False anyone between the user and the server, in a café or behind a company's proxy, can read and change the answer: passwords sent along, data, or code that the plugin downloads.",
    howToFix:
      "Remove verify=False. If a company's own certificate is the reason, use QgsBlockingNetworkRequest or QgsNetworkAccessManager, which take proxy and certificates from the user's QGIS settings.",
    intended: nosec("B501", "requests.get(url, verify=False)"),
    defaultSeverity: "critical",
    badExample: {
      path: "plugin.py",
      code: "import requests\n\n\ndef fetch(url):\n    return requests.get(url, verify=False, timeout=10)\n",
    },
    goodExample: { path: "plugin.py", code: "import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=10)\n" },
    references: [banditReference("plugins", "b501_request_with_no_cert_validation", "B501: request_with_no_cert_validation")],
    cwe: 295,
  },
];
