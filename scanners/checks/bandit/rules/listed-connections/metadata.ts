import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B310",
    checkId: "bandit",
    code: "B310",
    title: "An address is opened that could be a file",
    why: "urlopen() takes file: addresses like any other. If the address comes from a project, a setting or the answer of a service, somebody else decides which file on the user's disk is read, and where the plugin sends it next. It also passes by QGIS's proxy settings.",
    howToFix:
      'Use QgsBlockingNetworkRequest or QgsNetworkAccessManager, which use the proxy of QGIS. They too open files, so look first: if not url.startswith("https://"): raise ValueError(url).',
    intended: nosec("B310", "urllib.request.urlopen(url)"),
    defaultSeverity: "info",
    badExample: {
      path: "plugin.py",
      code: "import urllib.request\n\n\ndef fetch(url):\n    return urllib.request.urlopen(url, timeout=30)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: 'from qgis.core import QgsBlockingNetworkRequest\nfrom qgis.PyQt.QtCore import QUrl\nfrom qgis.PyQt.QtNetwork import QNetworkRequest\n\n\ndef fetch(url):\n    if not url.startswith("https://"):\n        raise ValueError(url)\n    request = QgsBlockingNetworkRequest()\n    request.get(QNetworkRequest(QUrl(url)))\n    return request.reply().content()\n',
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B310"),
      { title: "QgsBlockingNetworkRequest", url: "https://qgis.org/pyqgis/master/core/QgsBlockingNetworkRequest.html" },
    ],
    cwe: 22,
  },
  {
    id: "bandit/B312",
    checkId: "bandit",
    code: "B312",
    title: "A Telnet connection is opened",
    why: "Telnet sends everything as it is typed, names and passwords too, and anybody on the way can read and change it. Python 3.13 no longer has the module, so the plugin will stop working there.",
    howToFix: "Use SSH (paramiko) or an https interface of the device.",
    intended: nosec("B312", "telnetlib.Telnet(host)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import telnetlib\n\n\ndef connect(host):\n    return telnetlib.Telnet(host)\n" },
    goodExample: {
      path: "plugin.py",
      code: "import paramiko\n\n\ndef connect(host):\n    client = paramiko.SSHClient()\n    client.load_system_host_keys()\n    client.connect(host)\n    return client\n",
    },
    references: [banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B312")],
    cwe: 319,
  },
  {
    id: "bandit/B321",
    checkId: "bandit",
    code: "B321",
    title: "An FTP connection is opened",
    why: "FTP sends the name, the password and the files in clear text, and anybody on the way can exchange a file for another. For open data without a password, as many offices offer it, that is a small risk; for the user's own account it is not.",
    howToFix:
      "Ask whether the server offers https or SFTP; ftplib.FTP_TLS with prot_p() is the encrypted form of FTP. Check downloads by their SHA-256.",
    intended: nosec("B321", "ftplib.FTP(host)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import ftplib\n\n\ndef connect(host):\n    return ftplib.FTP(host)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.core import QgsBlockingNetworkRequest\n\n\ndef connect():\n    return QgsBlockingNetworkRequest()\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B321"),
      { title: "Python: ftplib", url: "https://docs.python.org/3/library/ftplib.html" },
    ],
    cwe: 319,
  },
  {
    id: "bandit/B323",
    checkId: "bandit",
    code: "B323",
    title: "Certificates are not checked (_create_unverified_context)",
    why: "A connection made with this context accepts any certificate, so anyone between the user and the server, in a café or behind a company's proxy, can read and change the answer: passwords sent along, data, or code that the plugin downloads.",
    howToFix:
      "Leave the context out: Python checks certificates by itself. If a company's own certificate is the reason, use QgsBlockingNetworkRequest, which takes certificates and proxy from the user's QGIS settings.",
    intended: nosec("B323", "context = ssl._create_unverified_context()"),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: "import ssl\n\n\ndef context():\n    return ssl._create_unverified_context()\n" },
    goodExample: { path: "plugin.py", code: "import ssl\n\n\ndef context():\n    return ssl.create_default_context()\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B323"),
      { title: "Python: ssl security considerations", url: "https://docs.python.org/3/library/ssl.html#security-considerations" },
    ],
    cwe: 295,
  },
];
