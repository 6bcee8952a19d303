import type { PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";

/** Functions that start a program, and use a shell only with `shell=True`. */
export const SUBPROCESS_CALLS: ReadonlySet<string> = new Set(
  ["Popen", "call", "check_call", "check_output", "run"].map((name) => `subprocess.${name}`),
);

/** Functions that always use a shell. */
export const SHELL_CALLS: ReadonlySet<string> = new Set([
  ...["system", "popen", "popen2", "popen3", "popen4"].map((name) => `os.${name}`),
  ...["popen2", "popen3", "popen4", "Popen3", "Popen4"].map((name) => `popen2.${name}`),
  ...["commands", "subprocess"].flatMap((module) => [`${module}.getoutput`, `${module}.getstatusoutput`]),
]);

/** Functions that never use one. */
export const NO_SHELL_CALLS: ReadonlySet<string> = new Set([
  ...["exec", "spawn"].flatMap((kind) => ["l", "le", "lp", "lpe", "v", "ve", "vp", "vpe"].map((form) => `os.${kind}${form}`)),
  "os.startfile",
]);

/** The names under which calls are looked up: `run` of `subprocess.run`. */
export function lastParts(...sets: readonly ReadonlySet<string>[]): string[] {
  return [...new Set(sets.flatMap((set) => [...set].map((name) => name.slice(name.lastIndexOf(".") + 1))))];
}

/**
 * Whether a call asks for a shell, as far as that can be read off the code: a value that is worked out counts as yes.
 * Source: Bandit 1.9.4 plugins/injection_shell.py, `has_shell`.
 * @throws BanditGivesUp where Bandit fails on one of the keywords, also another one.
 */
export function hasShell(call: CallContext): boolean {
  if (!call.keywords.has("shell")) return false;
  return isTrue(call.keywordNode("shell") as PyNode);
}

function isTrue(value: PyNode): boolean {
  if (value.nodeType === "Constant") {
    // py-ast writes complex numbers as objects, None as null and the empty bytes as an empty text.
    if (typeof value.value === "object" && value.value !== null) return value.value.real !== 0 || value.value.imag !== 0;
    return Boolean(value.value);
  }
  if (value.nodeType === "List") return value.elts.length > 0;
  return value.nodeType === "Dict" ? value.keys.length > 0 : true;
}
