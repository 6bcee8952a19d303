import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B104",
    checkId: "bandit",
    code: "B104",
    title: "A server listens on all network interfaces (0.0.0.0)",
    why: "A port that is opened on 0.0.0.0 can be reached by every machine in the same network: in a company, a university, a café. A plugin that serves tiles, a map preview or a sign-in answer for the user's own browser shows it to all of them.\n\nThe rule looks for the text alone, so an address in a list or a comparison is reported too.",
    howToFix: "Listen on 127.0.0.1. For a sign-in answer use QGIS's OAuth2 authentication, which brings its own listener.",
    intended: nosec("B104", 'host = "0.0.0.0"'),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: 'import socket\n\n\ndef listen():\n    return socket.create_server(("0.0.0.0", 8000))\n' },
    goodExample: { path: "plugin.py", code: 'import socket\n\n\ndef listen():\n    return socket.create_server(("127.0.0.1", 8000))\n' },
    references: [banditReference("plugins", "b104_hardcoded_bind_all_interfaces", "B104: hardcoded_bind_all_interfaces")],
    cwe: 605,
  },
  {
    id: "bandit/B113",
    checkId: "bandit",
    code: "B113",
    title: "A web request has no time limit",
    why: "requests waits for ever when a server accepts the connection and then says nothing. In a plugin such a call usually runs in the main thread: QGIS freezes, the user has to kill it, and unsaved edits are lost.",
    howToFix:
      "Give every call a timeout in seconds, for instance timeout=30. Better still, use QgsBlockingNetworkRequest or QgsNetworkAccessManager: they take the time limit, the proxy and the certificates from the user's settings and can run inside a QgsTask.",
    intended: nosec("B113", "requests.get(url)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import requests\n\n\ndef fetch(url):\n    return requests.get(url).json()\n" },
    goodExample: { path: "plugin.py", code: "import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=30).json()\n" },
    references: [
      banditReference("plugins", "b113_request_without_timeout", "B113: request_without_timeout"),
      { title: "QgsBlockingNetworkRequest", url: "https://qgis.org/pyqgis/master/core/QgsBlockingNetworkRequest.html" },
    ],
    cwe: 400,
  },
];
