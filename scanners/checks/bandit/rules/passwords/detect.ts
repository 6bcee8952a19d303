import { isStringConstant, type PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import { BanditGivesUp, type BanditIssue, type BanditTests } from "../../issue";
import { isPasswordName, passwordInText } from "../../passwords";

function report(code: string, name: string, what: string): BanditIssue {
  const shown = name.trim().slice(0, 60);
  return { code, severity: "low", confidence: "medium", message: `${what} “${shown}”. Is it a real password?`, data: { name: shown } };
}

/** Source: Bandit 1.9.4 plugins/general_hardcoded_password.py. */
function inArguments(call: CallContext): BanditIssue | null {
  for (const keyword of call.node.keywords as PyNode[]) {
    if (!isStringConstant(keyword.value)) continue;
    // Bandit fails on a text behind `**`.
    if (typeof keyword.arg !== "string") throw new BanditGivesUp();
    if (!isPasswordName(keyword.arg)) continue;
    return { ...report("B106", keyword.arg, "A fixed text is given for the argument"), line: keyword.value.lineno, anchor: keyword };
  }
  return null;
}

/** Positional arguments only, and the defaults are counted without those of positional-only ones, as Bandit does. */
function inDefaults(node: PyNode): BanditIssue | null {
  const { args, defaults } = node.args as { args: PyNode[]; defaults: PyNode[] };
  const padding = Math.max(args.length - defaults.length, 0);
  for (const [index, arg] of args.entries()) {
    const value = defaults[index - padding];
    if (index < padding || !isStringConstant(value) || !isPasswordName(arg.arg)) continue;
    return { ...report("B107", arg.arg, "A fixed text is the default of the argument"), anchor: value };
  }
  return null;
}

export const detect: BanditTests = {
  Str: [
    {
      code: "B105",
      test: ({ node }) => {
        const name = passwordInText(node);
        return name === null ? null : report("B105", name, "A fixed value belongs to the name");
      },
    },
  ],
  Call: [{ code: "B106", test: inArguments }],
  FunctionDef: [{ code: "B107", test: ({ node }) => inDefaults(node) }],
};
