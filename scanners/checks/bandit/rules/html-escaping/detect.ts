import { forEachChild, type PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";
import { markedSafe } from "./mark-safe";

/** B701, source: Bandit 1.9.4 plugins/jinja2_templates.py. */
function jinjaEnvironment(call: CallContext): BanditIssue | null {
  if (!call.qualifiedName.split(".").includes("jinja2")) return null;
  const autoescape = call.file.text.includes("autoescape") ? findAutoescape(call.node) : null;
  if (autoescape === null) return unescaped("high", "This Jinja2 environment escapes nothing, as no autoescape is given.");
  const isConstant = autoescape.nodeType === "Constant";
  if (isConstant && autoescape.value === false) return unescaped("high", "This Jinja2 environment escapes nothing (autoescape=False).");
  const isOn = isConstant ? autoescape.value === true : isSelectAutoescape(autoescape);
  return isOn
    ? null
    : unescaped("medium", "This Jinja2 environment may escape nothing: autoescape is neither True nor select_autoescape().");
}

/** The value of the first keyword of that name anywhere in the call, level by level, as Bandit looks for it. */
function findAutoescape(call: PyNode): PyNode | null {
  let level: PyNode[] = [call];
  while (level.length > 0) {
    const next: PyNode[] = [];
    for (const node of level) {
      if (node.nodeType === "Keyword" && node.arg === "autoescape") return node.value;
      forEachChild(node, (child) => next.push(child));
    }
    level = next;
  }
  return null;
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
