/**
 * Who may move a version, from where, to where, when every condition holds: written by hand from the rules, on purpose not
 * derived from the table under test. The table alone is held against it, and so are the commands on a real database.
 */
import type { VersionEvent, VersionStatus } from "./version-status";

export const ACTOR_NAMES = [
  "stranger",
  "editor",
  "approver",
  "approver who edits",
  "admin",
  "admin who edits",
  "suspended editor",
  "suspended approver",
  "account token",
  "account token of an editor",
  "plugin token",
  "plugin token of a former editor",
  "suspended token",
  "system",
  "importer",
] as const;
export type ActorName = (typeof ACTOR_NAMES)[number];

const PEOPLE: ActorName[] = ["stranger", "editor", "approver", "approver who edits", "admin", "admin who edits"];
const EDITORS: ActorName[] = ["editor", "approver who edits", "admin who edits"];
const EDITING_TOKENS: ActorName[] = ["account token of an editor", "plugin token"];
const REVIEWERS: ActorName[] = ["approver", "admin"];

const ALLOWED: [from: (VersionStatus | "none")[], event: VersionEvent, to: VersionStatus | "deleted" | "same", by: ActorName[]][] = [
  [["none"], "accept-new-plugin", "validating", [...PEOPLE, "account token", "account token of an editor"]],
  [["none"], "accept-new-version", "validating", [...EDITORS, ...EDITING_TOKENS]],
  [["none"], "import-public", "approved", ["importer"]],
  [["none"], "import-draft", "validating", ["importer"]],
  [["approved"], "import-vanished", "withdrawn", ["importer"]],
  [["withdrawn"], "import-offered-again", "approved", ["importer"]],
  [["validating"], "conclude", "validated", ["system"]],
  [["validated"], "approve-automatically", "approved", ["system"]],
  [["validated"], "approve-harmless", "approved", ["system"]],
  [["validated"], "approve", "approved", REVIEWERS],
  [["validated", "blocked", "inconclusive"], "return", "returned", REVIEWERS],
  [["validated", "blocked", "inconclusive"], "reject", "rejected", REVIEWERS],
  [["quarantined"], "reject", "rejected", ["admin"]],
  [["returned"], "no-answer", "rejected", ["system"]],
  [["blocked"], "finding-accepted", "validated", ["system"]],
  [
    ["validating", "blocked", "inconclusive", "validated", "returned", "rejected"],
    "replace-file",
    "validating",
    [...EDITORS, ...EDITING_TOKENS],
  ],
  [["blocked", "inconclusive", "validated", "returned"], "rescan", "validating", [...EDITORS, ...REVIEWERS, "system"]],
  [["approved", "withdrawn", "quarantined"], "rescan", "same", [...EDITORS, ...REVIEWERS, "system"]],
  [["validating", "blocked", "inconclusive", "validated", "returned", "rejected"], "delete-draft", "deleted", EDITORS],
  [["approved"], "withdraw", "withdrawn", EDITORS],
  [["withdrawn"], "restore", "approved", EDITORS],
  [["approved", "withdrawn", "validated"], "quarantine", "quarantined", REVIEWERS],
  [["quarantined"], "release", "validated", ["admin"]],
];

/** The status that the move leads to, or `refused`. `none`: the version does not exist yet. */
export function expectedMove(
  from: VersionStatus | "none",
  event: VersionEvent,
  actor: ActorName,
): VersionStatus | "none" | "deleted" | "refused" {
  const row = ALLOWED.find(([states, name, , by]) => states.includes(from) && name === event && by.includes(actor));
  if (!row) return "refused";
  return row[2] === "same" ? from : row[2];
}
