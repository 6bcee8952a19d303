import { forEachChild, type PyNode } from "../../../../python/ast";
import type { PythonFile } from "../../../../python/python-file";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";
import { markedSafe } from "./mark-safe";

/** B701, source: Bandit 1.9.4 plugins/jinja2_templates.py. */
function jinjaEnvironment(call: CallContext): BanditIssue | null {
  if (!call.qualifiedName.split(".").includes("jinja2")) return null;
  const autoescape = findAutoescape(call);
  if (autoescape === null) return unescaped("high", "This Jinja2 environment escapes nothing, as no autoescape is given.");
  const isConstant = autoescape.nodeType === "Constant";
  if (isConstant && autoescape.value === false) return unescaped("high", "This Jinja2 environment escapes nothing (autoescape=False).");
  const isOn = isConstant ? autoescape.value === true : isSelectAutoescape(autoescape);
  return isOn
    ? null
    : unescaped("medium", "This Jinja2 environment may escape nothing: autoescape is neither True nor select_autoescape().");
}

/** Nodes looked at in one file; after that calls count as without the keyword, as calls within calls would cost a square. */
const MAX_NODES = 2_000_000;
const LOOKED_AT = new WeakMap<PythonFile, number>();

/** The value of the first keyword of that name anywhere in the call, level by level, as Bandit looks for it. */
function findAutoescape({ node: call, file }: CallContext): PyNode | null {
  let count = LOOKED_AT.get(file) ?? 0;
  if (count > MAX_NODES) return null;
  const queue: PyNode[] = [call];
  let found: PyNode | null = null;
  for (let at = 0; at < queue.length && !found; at++) {
    const node = queue[at] as PyNode;
    count++;
    if (node.nodeType === "Keyword" && node.arg === "autoescape") found = node.value;
    else forEachChild(node, (child) => queue.push(child));
  }
  LOOKED_AT.set(file, count);
  return found;
}

function isSelectAutoescape(node: PyNode): boolean {
  if (node.nodeType !== "Call") return false;
  const name = node.func.nodeType === "Attribute" ? node.func.attr : node.func.id;
  return name === "select_autoescape";
}

function unescaped(confidence: "high" | "medium", message: string): BanditIssue {
  return { code: "B701", severity: "high", confidence, message };
}

/** B702, source: Bandit 1.9.4 plugins/mako_templates.py. */
function makoTemplate(call: CallContext): BanditIssue | null {
  if (!call.qualifiedName.split(".").includes("mako")) return null;
  return { code: "B702", severity: "medium", confidence: "high", message: "A Mako template escapes no value by itself." };
}

/** B704, source: Bandit 1.9.4 plugins/markupsafe_markup_xss.py with its default settings. */
function markup(call: CallContext): BanditIssue | null {
  if (call.qualifiedName !== "markupsafe.Markup" && call.qualifiedName !== "flask.Markup") return null;
  const text: PyNode | undefined = call.node.args[0];
  if (!text || text.nodeType === "Constant") return null;
  return {
    code: "B704",
    severity: "medium",
    confidence: "high",
    message: "Markup() declares a text safe HTML that is put together at run time.",
  };
}

export const detect: BanditTests = {
  Call: [
    { code: "B701", names: ["Environment"], test: jinjaEnvironment },
    { code: "B702", names: ["Template"], test: makoTemplate },
    { code: "B703", names: ["mark_safe", "SafeText", "SafeUnicode", "SafeString", "SafeBytes"], test: markedSafe },
    { code: "B704", names: ["Markup"], test: markup },
  ],
};
