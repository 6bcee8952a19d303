import type { FixInfo } from "../fix-info";

export const INFO: FixInfo = {
  id: "file-modes",
  ruleIds: ["files/executable", "files/setuid", "files/setgid", "files/world-writable"],
  title: "Files are plain files: not executable, not writable for everybody",
  note: "QGIS imports a plugin's files and starts none of them. In git it is `git update-index --chmod=-x <file>`.",
};
