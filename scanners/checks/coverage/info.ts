import type { CheckInfo } from "../../core/types";

export const INFO: CheckInfo = {
  id: "coverage",
  title: "Coverage",
  summary: "Says whether every Python file could be read and checked to its end.",
  pass: "python",
  blocking: true,
  required: true,
};
