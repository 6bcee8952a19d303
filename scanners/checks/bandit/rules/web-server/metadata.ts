import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B201",
    checkId: "bandit",
    code: "B201",
    title: "A Flask server runs with debug=True",
    why: "Flask's debugger shows an interactive Python prompt in the browser when something fails. Whoever reaches the port, a web page that the user has open among them, can try to get to that prompt and then runs code with all that the QGIS user may do.",
    howToFix: "Leave debug out. While you develop, turn it on from outside with flask --debug, so that it cannot be published by accident.",
    intended: nosec("B201", "app.run(debug=True)"),
    defaultSeverity: "critical",
    badExample: { path: "server.py", code: 'from flask import Flask\n\napp = Flask("demo")\napp.run(debug=True)\n' },
    goodExample: { path: "server.py", code: 'from flask import Flask\n\napp = Flask("demo")\napp.run(host="127.0.0.1")\n' },
    references: [
      banditReference("plugins", "b201_flask_debug_true", "B201: flask_debug_true"),
      { title: "Flask: debugging application errors", url: "https://flask.palletsprojects.com/en/stable/debugging/" },
    ],
    cwe: 94,
  },
];
