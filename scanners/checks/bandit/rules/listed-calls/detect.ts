import { isName, isStringConstant } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import { givenValue } from "../../given-value";
import { BanditGivesUp, type BanditIssue, type BanditTests } from "../../issue";
import { LISTED_CALLS, LISTED_IMPORTS, listedIssue } from "../../listed-names";
import type { Literal } from "../../literal";

const ENTRIES = new Map([...LISTED_CALLS, ...LISTED_IMPORTS].flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
const IMPORTERS = ["importlib.import_module", "importlib.__import__"];

function report(name: Literal | undefined, call: CallContext): BanditIssue | null {
  const entry = typeof name === "string" ? ENTRIES.get(name) : undefined;
  if (!entry || typeof name !== "string") return null;
  const issue = listedIssue(entry, name);
  if (entry.code !== "B307") return issue;
  const given = call.node.args[0];
  // A fixed text can only have been written by the plugin's author.
  const shape = isStringConstant(given) ? "literal" : "computed";
  return {
    ...issue,
    shape,
    ...(call.qualifiedName === "eval" ? { message: `eval() evaluates ${givenValue(given, "text", "value")}.` } : {}),
  };
}

/** Calls of what is on the list, and imports by a call of importlib. Source: Bandit 1.9.4 core/blacklisting.py. */
function listedCall(call: CallContext): BanditIssue | null {
  if (isName(call.node.func, "__import__")) return null;
  return report(IMPORTERS.includes(call.qualifiedName) ? importedName(call) : call.qualifiedName, call);
}

function importedName(call: CallContext): Literal {
  if (call.argumentCount > 0) return call.args[0] ?? null;
  const name = call.keyword("name");
  if (name === undefined) throw new BanditGivesUp();
  return name;
}

/** `__import__("name")`. */
function builtinImport(call: CallContext): BanditIssue | null {
  const first = call.node.args[0];
  return isName(call.node.func, "__import__") && isStringConstant(first) ? report(first.value, call) : null;
}

const lastParts = new Set([...ENTRIES.keys(), ...IMPORTERS].map((name) => name.slice(name.lastIndexOf(".") + 1)));

export const detect: BanditTests = {
  Call: [
    { code: "B301", names: [...lastParts], test: listedCall },
    { code: "B404", mentions: ["__import__"], test: builtinImport },
  ],
};
