import type { CheckInfo, RuleMetadata } from "../../core/types";
import { CODE_EXECUTION_RULES } from "./metadata/code-execution";
import { DATA_RULES } from "./metadata/data";
import { PROCESS_RULES } from "./metadata/processes";

export const INFO: CheckInfo = {
  id: "bandit",
  title: "Bandit security analysis",
  summary:
    "Looks for code that others could misuse: commands given to a shell, text run as a program, passwords in the code, unchecked connections.",
  pass: "python",
  blocking: true,
  required: true,
};

export const RULES: readonly RuleMetadata[] = [...CODE_EXECUTION_RULES, ...DATA_RULES, ...PROCESS_RULES].sort((a, b) =>
  a.code < b.code ? -1 : 1,
);
