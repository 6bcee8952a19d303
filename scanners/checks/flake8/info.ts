import type { CheckInfo } from "../../core/types";

export const INFO: CheckInfo = {
  id: "flake8",
  title: "Code quality",
  summary:
    "Looks for mistakes that make a plugin fail while it runs: names that do not exist, errors that are swallowed, files that are not valid Python.",
  pass: "python",
  blocking: false,
  required: true,
};
