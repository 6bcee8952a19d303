/**
 * The life of a version: exactly the table of who may move it, from where, on which event, to where, under which
 * condition. Only `db/commands/transition-version.ts` acts on it; ARCHITECTURE.md's diagram is generated from it.
 */
import type { Actor } from "./permissions";

export const VERSION_STATUSES = [
  "validating",
  "validated",
  "blocked",
  "inconclusive",
  "approved",
  "returned",
  "rejected",
  "withdrawn",
  "quarantined",
] as const;
export type VersionStatus = (typeof VERSION_STATUSES)[number];

export const VERSION_EVENTS = [
  "accept-new-plugin",
  "accept-new-version",
  "import-public",
  "import-draft",
  "import-vanished",
  "import-offered-again",
  "conclude",
  "approve-automatically",
  "approve-harmless",
  "approve",
  "return",
  "reject",
  "no-answer",
  "refuse-suppression",
  "acceptance-ended",
  "finding-accepted",
  "replace-file",
  "rescan",
  "delete-draft",
  "withdraw",
  "restore",
  "quarantine",
  "release",
] as const;
export type VersionEvent = (typeof VERSION_EVENTS)[number];

type EffectiveVerdict = "passed" | "advisory" | "blocked" | "inconclusive";

/** What is true of the version and its surroundings at this moment. `transitionVersion` reads the first group itself. */
export interface TransitionFacts {
  effectiveVerdict: EffectiveVerdict | null;
  basis: "verdict" | "imported" | null;
  wasEverApproved: boolean;
  previousStatus: VersionStatus | null;

  packageRulesPassed?: boolean;
  nameIsFree?: boolean;
  /** The scan named by the caller is the version's current one, has the version's artifact, and had no verdict. */
  scanIsCurrent?: boolean;
  ownerIsTrusted?: boolean;
  askedToWait?: boolean;
  hasNewCriticalSuppression?: boolean;
  harmlessLaneIsOn?: boolean;
  onlyHarmlessFilesDiffer?: boolean;
  isInRandomSample?: boolean;
  /** The person decided about the scan and the artifact that are current now. */
  decisionNamesCurrentScan?: boolean;
  reason?: string;
  daysSinceReturned?: number;
  /** Nobody but the importer took it out of what is public. */
  importerWithdrewIt?: boolean;
}

type Who = "signed-in" | "account-token" | "token" | "editor" | "approver" | "admin" | "system" | "importer";

interface Guard {
  text: string;
  holds(facts: TransitionFacts): boolean;
}

const isPublishable = (facts: TransitionFacts) => facts.effectiveVerdict === "passed" || facts.effectiveVerdict === "advisory";

/** A returned version's owner is reminded, and the version closed, after so many days without a new file. */
export const RETURNED_DAYS = { remind: 14, close: 60 } as const;

const G = {
  packageRules: { text: "package rules passed", holds: (f) => f.packageRulesPassed === true },
  nameFree: { text: "name is free or reserved by them", holds: (f) => f.nameIsFree === true },
  imported: { text: "basis is imported", holds: (f) => f.basis === "imported" },
  currentScan: {
    text: "scan is the current one, same artifact, no verdict yet",
    holds: (f) => f.scanIsCurrent === true && f.effectiveVerdict !== null,
  },
  publishable: { text: "effective verdict is passed or advisory", holds: isPublishable },
  notBlocking: {
    text: "no scan has found it blocked or inconclusive",
    holds: (f) => f.effectiveVerdict !== "blocked" && f.effectiveVerdict !== "inconclusive",
  },
  blocked: { text: "effective verdict is blocked", holds: (f) => f.effectiveVerdict === "blocked" },
  trusted: { text: "owner is trusted", holds: (f) => f.ownerIsTrusted === true },
  noWait: { text: "upload did not ask to wait", holds: (f) => f.askedToWait !== true },
  noNewSuppression: { text: "no new suppression of a critical finding", holds: (f) => f.hasNewCriticalSuppression === false },
  laneOn: { text: "harmless lane is on", holds: (f) => f.harmlessLaneIsOn === true },
  harmless: { text: "only harmless files differ", holds: (f) => f.onlyHarmlessFilesDiffer === true },
  notSampled: { text: "not in the random sample", holds: (f) => f.isInRandomSample === false },
  namesScan: { text: "the decision names the current scan and artifact", holds: (f) => f.decisionNamesCurrentScan === true },
  reason: { text: "a reason is given", holds: (f) => (f.reason ?? "").trim().length > 0 },
  noAnswer: {
    text: `${RETURNED_DAYS.close} days without a new file`,
    holds: (f) => (f.daysSinceReturned ?? 0) >= RETURNED_DAYS.close,
  },
  withdrawnByImporter: { text: "the importer withdrew it", holds: (f) => f.importerWithdrewIt === true },
  neverApproved: { text: "was never approved", holds: (f) => !f.wasEverApproved },
  releasable: {
    text: "previous state is kept; approved needs verdict passed or advisory, or basis imported",
    holds: (f) => f.previousStatus !== null && (f.previousStatus !== "approved" || isPublishable(f) || f.basis === "imported"),
  },
} satisfies Record<string, Guard>;

interface TransitionRow {
  from: readonly (VersionStatus | null)[];
  event: VersionEvent;
  /** `unchanged` keeps the status, `deleted` removes the row. */
  to: VersionStatus | "unchanged" | "deleted" | "by-verdict" | "previous";
  by: readonly Who[];
  guards: readonly Guard[];
}

const NEVER_APPROVED = ["validating", "blocked", "inconclusive", "validated", "returned", "rejected"] as const;

export const TRANSITIONS: readonly TransitionRow[] = [
  { from: [null], event: "accept-new-plugin", to: "validating", by: ["signed-in", "account-token"], guards: [G.packageRules, G.nameFree] },
  { from: [null], event: "accept-new-version", to: "validating", by: ["editor", "token"], guards: [G.packageRules] },
  { from: [null], event: "import-public", to: "approved", by: ["importer"], guards: [G.imported] },
  { from: [null], event: "import-draft", to: "validating", by: ["importer"], guards: [] },
  { from: ["approved"], event: "import-vanished", to: "withdrawn", by: ["importer"], guards: [G.imported] },
  {
    from: ["withdrawn"],
    event: "import-offered-again",
    to: "approved",
    by: ["importer"],
    guards: [G.imported, G.withdrawnByImporter, G.notBlocking],
  },
  { from: ["validating"], event: "conclude", to: "by-verdict", by: ["system"], guards: [G.currentScan] },
  {
    from: ["validated"],
    event: "approve-automatically",
    to: "approved",
    by: ["system"],
    guards: [G.publishable, G.trusted, G.noWait, G.noNewSuppression],
  },
  {
    from: ["validated"],
    event: "approve-harmless",
    to: "approved",
    by: ["system"],
    guards: [G.publishable, G.laneOn, G.harmless, G.notSampled, G.noNewSuppression],
  },
  { from: ["validated"], event: "approve", to: "approved", by: ["approver"], guards: [G.publishable, G.namesScan] },
  { from: ["validated", "blocked", "inconclusive"], event: "return", to: "returned", by: ["approver"], guards: [G.reason] },
  { from: ["validated", "blocked", "inconclusive"], event: "reject", to: "rejected", by: ["approver"], guards: [G.reason] },
  { from: ["returned"], event: "no-answer", to: "rejected", by: ["system"], guards: [G.noAnswer] },
  { from: ["validated"], event: "refuse-suppression", to: "blocked", by: ["approver"], guards: [G.blocked] },
  { from: ["validated"], event: "acceptance-ended", to: "blocked", by: ["approver", "system"], guards: [G.blocked] },
  { from: ["blocked"], event: "finding-accepted", to: "validated", by: ["system"], guards: [G.publishable] },
  { from: NEVER_APPROVED, event: "replace-file", to: "validating", by: ["editor", "token"], guards: [G.neverApproved, G.packageRules] },
  {
    from: ["blocked", "inconclusive", "validated", "returned"],
    event: "rescan",
    to: "validating",
    by: ["editor", "approver", "system"],
    guards: [],
  },
  { from: ["approved", "withdrawn", "quarantined"], event: "rescan", to: "unchanged", by: ["editor", "approver", "system"], guards: [] },
  { from: NEVER_APPROVED, event: "delete-draft", to: "deleted", by: ["editor"], guards: [G.neverApproved] },
  { from: ["approved"], event: "withdraw", to: "withdrawn", by: ["editor"], guards: [] },
  { from: ["withdrawn"], event: "restore", to: "approved", by: ["editor"], guards: [G.publishable] },
  { from: ["approved", "withdrawn", "validated"], event: "quarantine", to: "quarantined", by: ["approver"], guards: [G.reason] },
  { from: ["quarantined"], event: "release", to: "previous", by: ["admin"], guards: [G.reason, G.releasable] },
  { from: ["quarantined"], event: "reject", to: "rejected", by: ["admin"], guards: [G.reason] },
];

/** Nobody decides about a plugin that they edit; an admin may do what an approver may. */
function isAllowed(who: Who, actor: Actor): boolean {
  if (actor.kind === "system") return who === "system";
  if (actor.kind === "importer") return who === "importer";
  if (actor.isSuspended) return false;
  if (actor.kind === "token") return (who === "token" && actor.isEditor) || (who === "account-token" && actor.scope === "account");
  switch (who) {
    case "signed-in":
      return true;
    case "editor":
      return actor.isEditor;
    case "approver":
      return (actor.role === "approver" || actor.role === "admin") && !actor.isEditor;
    case "admin":
      return actor.role === "admin" && !actor.isEditor;
    default:
      return false;
  }
}

export type TransitionOutcome =
  | { ok: true; to: VersionStatus | "deleted" }
  | { ok: false; refusal: "no-such-transition" | "not-allowed" | "guard"; text: string };

/**
 * Whether `event` may move a version that is in `from` (null: does not exist yet), and to where.
 * A refusal says which of the three it is: the table has no such row, this actor may not, or a condition fails.
 */
export function decideTransition(from: VersionStatus | null, event: VersionEvent, actor: Actor, facts: TransitionFacts): TransitionOutcome {
  const rows = TRANSITIONS.filter((row) => row.event === event && row.from.includes(from));
  const row = rows.find((candidate) => candidate.by.some((who) => isAllowed(who, actor)));
  if (rows.length === 0) return { ok: false, refusal: "no-such-transition", text: `a version that is ${from ?? "new"} cannot ${event}` };
  if (!row) return { ok: false, refusal: "not-allowed", text: `not allowed to ${event}` };
  const failed = row.guards.find((guard) => !guard.holds(facts));
  if (failed) return { ok: false, refusal: "guard", text: failed.text };
  return { ok: true, to: resolveTarget(row, from, facts) };
}

function resolveTarget(row: TransitionRow, from: VersionStatus | null, facts: TransitionFacts): VersionStatus | "deleted" {
  if (row.to === "unchanged") return from as VersionStatus;
  if (row.to === "by-verdict") {
    if (facts.effectiveVerdict === "blocked" || facts.effectiveVerdict === "inconclusive") return facts.effectiveVerdict;
    return "validated";
  }
  if (row.to === "previous") {
    if (facts.previousStatus === "validated" && !isPublishable(facts))
      return facts.effectiveVerdict === "inconclusive" ? "inconclusive" : "blocked";
    return facts.previousStatus as VersionStatus;
  }
  return row.to;
}

/** Where a quarantined version goes when it is released; null while it cannot be. */
export function releaseTarget(
  facts: Pick<TransitionFacts, "effectiveVerdict" | "basis" | "wasEverApproved" | "previousStatus">,
): VersionStatus | null {
  const release = TRANSITIONS.find((row) => row.event === "release" && row.from.includes("quarantined"));
  if (!release || !G.releasable.holds(facts)) return null;
  const to = resolveTarget(release, "quarantined", facts);
  return to === "deleted" ? null : to;
}

/** Whether a corrected file may come under the same number: never approved, and not in the hands of staff. */
export const isReplaceable = (version: { status: VersionStatus; wasEverApproved: boolean }): boolean =>
  !version.wasEverApproved && TRANSITIONS.some((row) => row.event === "replace-file" && row.from.includes(version.status));

export const isPublicStatus = (status: VersionStatus): boolean => status === "approved";

/** Said to people everywhere a status appears. */
export const STATUS_WORDS: Record<VersionStatus, { label: string; meaning: string }> = {
  validating: {
    label: "Validating",
    meaning: "The checks are running. Only its maintainers and approvers can download it, and it cannot be approved yet.",
  },
  validated: { label: "Ready for approval", meaning: "The checks passed. An approver looks at it next." },
  blocked: {
    label: "Blocked",
    meaning: "It cannot be approved while a critical finding counts: each must be fixed, or accepted by an approver.",
  },
  inconclusive: { label: "Could not be checked", meaning: "A check could not be run to its end, so it cannot be approved." },
  approved: { label: "Published", meaning: "Everybody can download it." },
  returned: { label: "Returned", meaning: "An approver asks for changes. A corrected file may come under the same number." },
  rejected: { label: "Rejected", meaning: "An approver said no to this version." },
  withdrawn: { label: "Withdrawn", meaning: "It was taken back. Only its maintainers and approvers can download it." },
  quarantined: {
    label: "Quarantined",
    meaning: "An approver or administrator hid it while it is looked into. Only its maintainers and approvers can download it.",
  },
};
