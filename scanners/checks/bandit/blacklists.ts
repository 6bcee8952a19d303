import { isName, isStringConstant, type PyNode } from "../../python/ast";
import { evalShape } from "./code-execution";
import type { BanditIssue, CallContext } from "./issue";

interface Entry {
  code: string;
  severity: "high" | "medium" | "low";
  names: readonly string[];
  message: (name: string) => string;
}

const PICKLE_CALLS = [
  "pickle.loads",
  "pickle.load",
  "pickle.Unpickler",
  "dill.loads",
  "dill.load",
  "dill.Unpickler",
  "shelve.open",
  "shelve.DbfilenameShelf",
  "jsonpickle.decode",
  "jsonpickle.unpickler.decode",
  "jsonpickle.unpickler.Unpickler",
  "pandas.read_pickle",
];

const CALLS: readonly Entry[] = [
  { code: "B301", severity: "medium", names: PICKLE_CALLS, message: (name) => `${name}() runs what the loaded data tells it to.` },
  { code: "B307", severity: "medium", names: ["eval"], message: () => "eval() runs an expression as a program." },
];

const silent = (code: string, severity: Entry["severity"], ...names: string[]): Entry => ({
  code,
  severity,
  names,
  message: (name) => `${name} is imported.`,
});

/**
 * Modules on Bandit's list, in its order: of one import statement it reports only the first entry that fits, so all
 * have to be here, also those whose rules we do not have yet.
 */
const IMPORTS: readonly Entry[] = [
  silent("B401", "high", "telnetlib"),
  silent("B402", "high", "ftplib"),
  silent("B403", "low", "pickle", "cPickle", "dill", "shelve"),
  {
    code: "B404",
    severity: "low",
    names: ["subprocess"],
    message: () => "The subprocess module is imported, which starts other programs.",
  },
  silent("B405", "low", "xml.etree.cElementTree", "xml.etree.ElementTree"),
  silent("B406", "low", "xml.sax"),
  silent("B407", "low", "xml.dom.expatbuilder"),
  silent("B408", "low", "xml.dom.minidom"),
  silent("B409", "low", "xml.dom.pulldom"),
  silent("B411", "high", "xmlrpc"),
  silent("B412", "high", "wsgiref.handlers.CGIHandler", "twisted.web.twcgi.CGIScript", "twisted.web.twcgi.CGIDirectory"),
  silent(
    "B413",
    "high",
    ...["Cipher", "Hash", "IO", "Protocol", "PublicKey", "Random", "Signature", "Util"].map((part) => `Crypto.${part}`),
  ),
  silent("B415", "high", "pyghmi"),
];

const CALL_ENTRIES = new Map([...CALLS, ...IMPORTS].flatMap((entry) => entry.names.map((name) => [name, entry] as const)));

function issue(entry: Entry, name: string): BanditIssue {
  return { code: entry.code, severity: entry.severity, confidence: "high", message: entry.message(name), data: { name } };
}

/** Calls on the list, imports by a call among them. Source: Bandit 1.9.4 core/blacklisting.py and blacklists/. */
export function listedCall(call: CallContext): BanditIssue | null {
  const name = calledName(call);
  const entry = name === null ? undefined : CALL_ENTRIES.get(name);
  if (!entry || name === null) return null;
  const found = issue(entry, name);
  return entry.code === "B307" ? { ...found, shape: evalShape(call) } : found;
}

function calledName(call: CallContext): string | null {
  const first: PyNode | undefined = call.node.args[0];
  if (isName(call.node.func, "__import__")) return isStringConstant(first) ? first.value : null;
  if (call.qualifiedName !== "importlib.import_module" && call.qualifiedName !== "importlib.__import__") return call.qualifiedName;
  const argument: PyNode | undefined = first ?? call.node.keywords.find((keyword: PyNode) => keyword.arg === "name")?.value;
  if (!argument) return null;
  if (argument.nodeType === "Attribute") return argument.attr;
  if (argument.nodeType === "Name") return argument.id;
  return isStringConstant(argument) ? argument.value : null;
}

/** Import statements on the list; names count by their beginning. */
export function listedImport(node: PyNode): BanditIssue | null {
  const prefix = node.nodeType === "ImportFrom" && node.module ? `${node.module}.` : "";
  for (const entry of IMPORTS) {
    for (const alias of node.names as PyNode[]) {
      if (entry.names.some((name) => `${prefix}${alias.name}`.startsWith(name))) return issue(entry, alias.name);
    }
  }
  return null;
}
