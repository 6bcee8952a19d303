import type { CallContext } from "../../call-context";
import type { BanditIssue } from "../../issue";
import type { Literal } from "../../literal";
import { SHELL_CALLS, SUBPROCESS_CALLS } from "./process-calls";

const PROGRAMS = ["chown", "chmod", "tar", "rsync"];

/** B609, source: Bandit 1.9.4 plugins/injection_wildcard.py. */
export function wildcardCommand(call: CallContext): BanditIssue | null {
  const usesShell =
    SHELL_CALLS.has(call.qualifiedName) || (SUBPROCESS_CALLS.has(call.qualifiedName) && call.isKeyword("shell", "True") === true);
  if (!usesShell || call.argumentCount === 0) return null;
  const command = commandLine(call.argumentAt(0));
  const program = command.includes("*") ? PROGRAMS.find((name) => command.includes(name)) : undefined;
  if (program === undefined) return null;
  return {
    code: "B609",
    severity: "high",
    confidence: "medium",
    line: call.lineOfKeyword("shell"),
    message: `${call.qualifiedName}() lets a shell expand * in a command with ${program}.`,
    data: { call: call.qualifiedName, program },
  };
}

/** The fixed parts of a command; empty for one that is worked out. */
function commandLine(argument: Literal): string {
  if (typeof argument === "string") return argument;
  if (argument === null || typeof argument !== "object" || argument.kind !== "list") return "";
  return argument.items.map((item) => (typeof item === "string" ? item : printed(item))).join(" ");
}

/** How Python prints a value, as far as a program's name or a star can come of it: a tab is printed with the letter t. */
function printed(value: Literal): string {
  if (typeof value === "string") return value.replaceAll("\t", "\\t").replaceAll("\r", "\\r");
  if (value === null || typeof value !== "object") return "";
  if (value.kind === "bytes") return printed(value.value);
  return "items" in value ? value.items.map(printed).join(", ") : "";
}
