import type { CheckInfo } from "../../core/types";

export const INFO: CheckInfo = {
  id: "bandit",
  title: "Bandit security analysis",
  summary:
    "Looks for code that others could misuse: commands given to a shell, text run as a program, passwords in the code, unchecked connections.",
  pass: "python",
  blocking: true,
  required: true,
};
