import type { FixInfo } from "../fix-info";

export const INFO: FixInfo = {
  id: "hash-not-for-security",
  ruleIds: ["bandit/B324"],
  title: "MD5 and SHA-1 say that they guard nothing (usedforsecurity=False)",
  note: "Take it only where the hash is a name or a checksum. Where it guards a password, a signature or a download, use SHA-256 instead.",
};
