import { isStringConstant, type PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";
import { builtStatement } from "./built-statement";

/** B610, source: Bandit 1.9.4 plugins/django_sql_injection.py. */
function djangoExtra(call: CallContext): BanditIssue | null {
  const areFixed = areTexts(argument(call, "where", 1)) && areTexts(argument(call, "tables", 3));
  if (areFixed && isTextDictionary(argument(call, "select", 0))) return null;
  return { code: "B610", severity: "medium", confidence: "medium", message: "extra() gets something that is not a fixed text." };
}

/** What stands at a position is taken before what has the name. */
function argument(call: CallContext, name: string, position: number): PyNode | undefined {
  return call.node.args[position] ?? call.keywordNode(name);
}

function areTexts(list: PyNode | undefined): boolean {
  return !list || (list.nodeType === "List" && (list.elts as PyNode[]).every(isStringConstant));
}

function isTextDictionary(node: PyNode | undefined): boolean {
  return !node || (node.nodeType === "Dict" && [...node.keys, ...node.values].every(isStringConstant));
}

/** B611, source: the same. */
function djangoRawSql(call: CallContext): BanditIssue | null {
  if (!call.imports.hasLike("django.db.models")) return null;
  const sql = argument(call, "sql", 0);
  // Bandit's test fails on a call without any.
  if (!sql || isStringConstant(sql)) return null;
  return { code: "B611", severity: "medium", confidence: "medium", message: "RawSQL() gets something that is not a fixed text." };
}

export const detect: BanditTests = {
  Str: [{ code: "B608", test: builtStatement }],
  Call: [
    { code: "B610", names: ["extra"], test: djangoExtra },
    { code: "B611", names: ["RawSQL"], test: djangoRawSql },
  ],
};
