import type { CheckInfo } from "../../core/types";

export const INFO: CheckInfo = {
  id: "secrets",
  title: "Secrets detection",
  summary: "Looks for keys, tokens and passwords that were packed by mistake.",
  pass: "text",
  blocking: true,
  required: true,
};
