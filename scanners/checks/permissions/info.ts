import type { CheckInfo } from "../../core/types";

export const INFO: CheckInfo = {
  id: "permissions",
  title: "File permissions",
  summary:
    "Looks at the permission bits that the ZIP carries: executable files, and bits that give others more rights than a plugin needs.",
  pass: "archive",
  blocking: false,
  required: true,
};
