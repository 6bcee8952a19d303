import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

const PYTHON_SSL = { title: "Python: ssl, security considerations", url: "https://docs.python.org/3/library/ssl.html#ssl-security" };
const GOOD_SOCKET = {
  path: "plugin.py",
  code: "import ssl\n\n\ndef open_socket(sock, host):\n    return ssl.create_default_context().wrap_socket(sock, server_hostname=host)\n",
};

export const RULES: readonly RuleMetadata[] = [
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
  {
    id: "bandit/B502",
    checkId: "bandit",
    code: "B502",
    title: "A connection asks for an outdated version of SSL or TLS",
    why: "SSL 2 and 3, TLS 1.0 and 1.1 are broken or given up: who sits on the network can read or change what the plugin sends, passwords for a map service among it. Servers that are kept in order refuse them, so the plugin stops working there.\n\nBandit lists SSLv23_METHOD too, although it means “the best that both sides know”.",
    howToFix:
      "Let QGIS make the connection (QgsBlockingNetworkRequest, QgsNetworkAccessManager), or use ssl.create_default_context(), which chooses the version and checks the certificate. Name no version yourself.",
    intended: nosec("B502", "ssl.wrap_socket(sock, ssl_version=ssl.PROTOCOL_TLSv1)"),
    defaultSeverity: "critical",
    badExample: {
      path: "plugin.py",
      code: "import ssl\n\n\ndef open_socket(sock):\n    return ssl.wrap_socket(sock, ssl_version=ssl.PROTOCOL_TLSv1)\n",
    },
    goodExample: GOOD_SOCKET,
    references: [banditReference("plugins", "b502_ssl_with_bad_version", "B502: ssl_with_bad_version"), PYTHON_SSL],
    cwe: 327,
  },
  {
    id: "bandit/B503",
    checkId: "bandit",
    code: "B503",
    title: "A function takes an outdated version of SSL or TLS unless told otherwise",
    why: "Whoever calls the function without naming a version gets one that is broken or given up, and nothing at the place of the call tells them. In a plugin that is usually every call, and the passwords for a map service go over that connection.",
    howToFix:
      "Drop the argument and let ssl.create_default_context() choose the version, or leave the connection to QGIS (QgsBlockingNetworkRequest, QgsNetworkAccessManager).",
    intended: nosec("B503", "def open_socket(sock, version=ssl.PROTOCOL_TLSv1):"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "import ssl\n\n\ndef open_socket(sock, version=ssl.PROTOCOL_TLSv1):\n    return ssl.SSLContext(version).wrap_socket(sock)\n",
    },
    goodExample: GOOD_SOCKET,
    references: [banditReference("plugins", "b503_ssl_with_bad_defaults", "B503: ssl_with_bad_defaults"), PYTHON_SSL],
    cwe: 327,
  },
  {
    id: "bandit/B504",
    checkId: "bandit",
    code: "B504",
    title: "ssl.wrap_socket() is called without a version",
    why: "ssl.wrap_socket() checks neither the certificate nor the name of the server, and without a version it may agree on an old one. Python removed it in 3.12: in a QGIS that brings this Python the call ends in an AttributeError.",
    howToFix:
      "Use ssl.create_default_context().wrap_socket(sock, server_hostname=host). For HTTP leave the connection to QGIS (QgsBlockingNetworkRequest, QgsNetworkAccessManager), which also takes the user's proxy.",
    intended: nosec("B504", "ssl.wrap_socket(sock)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import ssl\n\n\ndef open_socket(sock):\n    return ssl.wrap_socket(sock)\n" },
    goodExample: GOOD_SOCKET,
    references: [banditReference("plugins", "b504_ssl_with_no_version", "B504: ssl_with_no_version"), PYTHON_SSL],
    cwe: 327,
  },
];
