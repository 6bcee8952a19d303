import { isStringConstant, type PyNode } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import { BanditGivesUp, type BanditIssue, type BanditTests } from "../../issue";
import { isPasswordName, passwordInText, passwordValue } from "../../passwords";

/** @param fixed said of a value, before the name. @param empty said of an empty one, around the name. */
function report(code: string, name: string, value: PyNode | undefined, fixed: string, empty: readonly [string, string]): BanditIssue {
  const shown = name.trim().slice(0, 60);
  const isEmpty = value?.value === "" || value?.value === null;
  const message = isEmpty ? `${empty[0]} “${shown}” ${empty[1]}.` : `${fixed} “${shown}”. Is it a real password?`;
  return { code, severity: "low", confidence: "medium", message, data: { name: shown } };
}

/** Source: Bandit 1.9.4 plugins/general_hardcoded_password.py. */
function inArguments(call: CallContext): BanditIssue | null {
  for (const keyword of call.node.keywords as PyNode[]) {
    if (!isStringConstant(keyword.value)) continue;
    // Bandit fails on a text behind `**`.
    if (typeof keyword.arg !== "string") throw new BanditGivesUp();
    if (!isPasswordName(keyword.arg)) continue;
    const empty = ["The argument", "is given an empty text"] as const;
    const issue = report("B106", keyword.arg, keyword.value, "A fixed text is given for the argument", empty);
    return { ...issue, line: keyword.value.lineno, anchor: keyword };
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
    const empty = ["The argument", "has an empty text as its default"] as const;
    return { ...report("B107", arg.arg, value, "A fixed text is the default of the argument", empty), anchor: value };
  }
  return null;
}

export const detect: BanditTests = {
  Str: [
    {
      code: "B105",
      test: ({ node }) => {
        const name = passwordInText(node);
        if (name === null) return null;
        const empty = [
          "The name",
          node.parent?.nodeType === "Compare" ? "is compared with an empty text" : "is given an empty value",
        ] as const;
        return report("B105", name, passwordValue(node), "A fixed value belongs to the name", empty);
      },
    },
  ],
  Call: [{ code: "B106", test: inArguments }],
  FunctionDef: [{ code: "B107", test: ({ node }) => inDefaults(node) }],
};
