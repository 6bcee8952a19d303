import type { FixInfo } from "../fix-info";

export const INFO: FixInfo = {
  id: "yaml-safe-load",
  ruleIds: ["bandit/B506"],
  title: "YAML is read by yaml.safe_load()",
  note: "It reads everything that YAML itself knows. Files with Python objects in them (!!python/…) are refused from now on.",
};
