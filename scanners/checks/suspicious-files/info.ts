import type { CheckInfo } from "../../core/types";

export const INFO: CheckInfo = {
  id: "suspicious-files",
  title: "Suspicious files",
  summary:
    "Looks for files that are not Python, text or data: programs, libraries, scripts, archives, hidden files. By content as well as by name.",
  pass: "archive",
  blocking: false,
  required: true,
  // The nested archives share one budget.
  needsWholePackage: true,
};
