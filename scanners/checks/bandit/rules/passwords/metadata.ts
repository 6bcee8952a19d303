import type { Reference, RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

const AUTHENTICATION: Reference = {
  title: "QGIS: authentication in plugins",
  url: "https://docs.qgis.org/latest/en/docs/pyqgis_developer_cookbook/authentication.html",
};

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
    references: [banditReference("plugins", "b105_hardcoded_password_string", "B105: hardcoded_password_string"), AUTHENTICATION],
    cwe: 259,
  },
  {
    id: "bandit/B106",
    checkId: "bandit",
    code: "B106",
    title: "A text is given for an argument that is named like a password",
    why: "A plugin is published: a password that stands in a call is a password for everybody, in all versions that were ever downloaded.\n\nThe rule goes by the argument's name (password, token, secret …), so empty texts, names of settings and labels are reported too. It is a warning because most hits are harmless; please look at each once.",
    howToFix:
      "Ask the user, and keep the answer in QGIS's authentication database (QgsApplication.authManager()). If it was a real password, change it at its service: deleting it from the next version does not take it back.",
    intended: nosec("B106", 'connect(password="")'),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: 'def open_service(connect):\n    return connect(user="demo", password="correct horse battery")\n',
    },
    goodExample: {
      path: "plugin.py",
      code: "def open_service(connect, settings):\n    return connect(user=settings.user, password=settings.password)\n",
    },
    references: [banditReference("plugins", "b106_hardcoded_password_funcarg", "B106: hardcoded_password_funcarg"), AUTHENTICATION],
    cwe: 259,
  },
  {
    id: "bandit/B107",
    checkId: "bandit",
    code: "B107",
    title: "An argument that is named like a password has a text as default",
    why: "The default of an argument is in the code, and the code is published: if it is a working password, everybody has it. Whoever calls the function without one also gets that password without noticing.\n\nThe rule goes by the argument's name, so an empty text is reported too. It is a warning because most hits are harmless.",
    howToFix: "Use None as default and ask for the password when it is missing, from the user or from QGIS's authentication database.",
    intended: nosec("B107", 'def connect(user, password=""):'),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: 'def connect(user, password="correct horse battery"):\n    return user, password\n' },
    goodExample: { path: "plugin.py", code: "def connect(user, password=None):\n    return user, password\n" },
    references: [banditReference("plugins", "b107_hardcoded_password_default", "B107: hardcoded_password_default"), AUTHENTICATION],
    cwe: 259,
  },
];
