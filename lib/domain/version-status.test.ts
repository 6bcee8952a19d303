import { describe, expect, it } from "vitest";
import type { Actor } from "./permissions";
import {
  decideTransition,
  releaseTarget,
  TRANSITIONS,
  type TransitionFacts,
  VERSION_EVENTS,
  VERSION_STATUSES,
  type VersionEvent,
  type VersionStatus,
} from "./version-status";
import { type ActorName, expectedMove } from "./version-status.expected";

const person = (role: "user" | "approver" | "admin", isEditor: boolean, isSuspended = false): Actor => ({
  kind: "person",
  userId: "u",
  role,
  isEditor,
  isSuspended,
});
const token = (scope: "account" | "plugin", isEditor: boolean, isSuspended = false): Actor => ({
  kind: "token",
  tokenId: "t",
  userId: "u",
  scope,
  isEditor,
  isSuspended,
});

const ACTORS = {
  stranger: person("user", false),
  editor: person("user", true),
  approver: person("approver", false),
  "approver who edits": person("approver", true),
  admin: person("admin", false),
  "admin who edits": person("admin", true),
  "suspended editor": person("user", true, true),
  "suspended approver": person("approver", false, true),
  "account token": token("account", false),
  "account token of an editor": token("account", true),
  "plugin token": token("plugin", true),
  "plugin token of a former editor": token("plugin", false),
  "suspended token": token("account", true, true),
  system: { kind: "system" },
  importer: { kind: "importer" },
} satisfies Record<ActorName, Actor>;
/** Everything speaks for the move. */
const FAVOURABLE: TransitionFacts = {
  effectiveVerdict: "passed",
  basis: "imported",
  wasEverApproved: false,
  previousStatus: "validated",
  packageRulesPassed: true,
  nameIsFree: true,
  scanIsCurrent: true,
  ownerIsTrusted: true,
  askedToWait: false,
  hasNewCriticalSuppression: false,
  harmlessLaneIsOn: true,
  onlyHarmlessFilesDiffer: true,
  isInRandomSample: false,
  decisionNamesCurrentScan: true,
  reason: "because",
  daysSinceReturned: 60,
  importerWithdrewIt: true,
};
const BLOCKED: TransitionFacts = { ...FAVOURABLE, effectiveVerdict: "blocked" };

const FROM = ["none", ...VERSION_STATUSES] as const;
const statusOf = (from: (typeof FROM)[number]) => (from === "none" ? null : from);

describe("every state x event x actor", () => {
  it.each(FROM)("from %s", (from) => {
    for (const event of VERSION_EVENTS) {
      for (const actor of Object.keys(ACTORS) as ActorName[]) {
        const outcome = decideTransition(statusOf(from), event, ACTORS[actor], FAVOURABLE);
        expect(`${event} by ${actor}: ${outcome.ok ? outcome.to : "refused"}`).toBe(
          `${event} by ${actor}: ${expectedMove(from, event, actor)}`,
        );
      }
    }
  });

  it("blocks a validated version only when its verdict is blocked, by the right actors", () => {
    const by = (event: VersionEvent, facts: TransitionFacts) =>
      (Object.keys(ACTORS) as ActorName[]).filter((actor) => decideTransition("validated", event, ACTORS[actor], facts).ok);
    expect(by("refuse-suppression", BLOCKED)).toEqual(["approver", "admin"]);
    expect(by("acceptance-ended", BLOCKED)).toEqual(["approver", "admin", "system"]);
    expect(by("refuse-suppression", FAVOURABLE)).toEqual([]);
    expect(by("acceptance-ended", FAVOURABLE)).toEqual([]);
  });
});

describe("guards", () => {
  const refused: [string, VersionStatus | null, VersionEvent, Actor, Partial<TransitionFacts>][] = [
    ["a package that breaks the rules", null, "accept-new-plugin", ACTORS.stranger, { packageRulesPassed: false }],
    ["a name that is taken", null, "accept-new-plugin", ACTORS.stranger, { nameIsFree: false }],
    ["a public version without the basis imported", null, "import-public", ACTORS.importer, { basis: "verdict" }],
    ["withdrawing by the importer what passed our own checks", "approved", "import-vanished", ACTORS.importer, { basis: "verdict" }],
    [
      "bringing back by the importer what a person withdrew",
      "withdrawn",
      "import-offered-again",
      ACTORS.importer,
      { importerWithdrewIt: false },
    ],
    [
      "bringing back by the importer what is blocked",
      "withdrawn",
      "import-offered-again",
      ACTORS.importer,
      { effectiveVerdict: "blocked" },
    ],
    [
      "bringing back by the importer what could not be checked",
      "withdrawn",
      "import-offered-again",
      ACTORS.importer,
      { effectiveVerdict: "inconclusive" },
    ],
    ["a scan that is not the current one", "validating", "conclude", ACTORS.system, { scanIsCurrent: false }],
    ["automatic approval for an owner who is not trusted", "validated", "approve-automatically", ACTORS.system, { ownerIsTrusted: false }],
    ["automatic approval when asked to wait", "validated", "approve-automatically", ACTORS.system, { askedToWait: true }],
    ["automatic approval over a new suppression", "validated", "approve-automatically", ACTORS.system, { hasNewCriticalSuppression: true }],
    [
      "automatic approval when nobody looked for suppressions",
      "validated",
      "approve-automatically",
      ACTORS.system,
      { hasNewCriticalSuppression: undefined },
    ],
    ["the harmless lane while it is off", "validated", "approve-harmless", ACTORS.system, { harmlessLaneIsOn: false }],
    ["the harmless lane for other files", "validated", "approve-harmless", ACTORS.system, { onlyHarmlessFilesDiffer: false }],
    ["the harmless lane in the random sample", "validated", "approve-harmless", ACTORS.system, { isInRandomSample: true }],
    ["the harmless lane over a new suppression", "validated", "approve-harmless", ACTORS.system, { hasNewCriticalSuppression: true }],
    ["an approval of something else than what was looked at", "validated", "approve", ACTORS.approver, { decisionNamesCurrentScan: false }],
    ["a return without a reason", "validated", "return", ACTORS.approver, { reason: "  " }],
    ["a rejection without a reason", "blocked", "reject", ACTORS.approver, { reason: "" }],
    ["closing after 59 days", "returned", "no-answer", ACTORS.system, { daysSinceReturned: 59 }],
    ["a new file for a number that was public", "rejected", "replace-file", ACTORS.editor, { wasEverApproved: true }],
    ["deleting what was public", "rejected", "delete-draft", ACTORS.editor, { wasEverApproved: true }],
    ["a quarantine without a reason", "approved", "quarantine", ACTORS.approver, { reason: undefined }],
    ["a release without a reason", "quarantined", "release", ACTORS.admin, { reason: undefined }],
  ];
  it.each(refused)("refuses %s", (_what, from, event, actor, facts) => {
    expect(decideTransition(from, event, actor, { ...FAVOURABLE, ...facts })).toMatchObject({ ok: false, refusal: "guard" });
  });

  it.each(["blocked", "inconclusive", null] as const)("never publishes on the verdict %s, by any event or actor", (effectiveVerdict) => {
    for (const from of FROM) {
      for (const event of VERSION_EVENTS) {
        for (const actor of Object.values(ACTORS)) {
          const outcome = decideTransition(statusOf(from), event, actor, {
            ...FAVOURABLE,
            basis: "verdict",
            effectiveVerdict,
            previousStatus: "approved",
          });
          if (outcome.ok && outcome.to === "approved") expect(from, `${event} from ${from}`).toBe("approved");
        }
      }
    }
  });

  it("releases to blocked when the kept state was validated and the verdict is blocked now", () => {
    expect(decideTransition("quarantined", "release", ACTORS.admin, { ...BLOCKED, previousStatus: "validated" })).toEqual({
      ok: true,
      to: "blocked",
    });
  });

  it("releases an imported version to the public whatever its badge", () => {
    expect(decideTransition("quarantined", "release", ACTORS.admin, { ...BLOCKED, previousStatus: "approved" })).toEqual({
      ok: true,
      to: "approved",
    });
  });

  it("uses every event of the table", () => {
    expect(new Set(TRANSITIONS.map((row) => row.event))).toEqual(new Set(VERSION_EVENTS));
  });
});

describe("releasing a quarantined version", () => {
  const facts = { effectiveVerdict: "passed", basis: "verdict", wasEverApproved: true, previousStatus: "approved" } as const;

  it("leads where it was before, and says so beforehand as the transition itself decides", () => {
    const admin = person("admin", false);
    for (const previousStatus of ["approved", "validated", "withdrawn"] as const)
      for (const effectiveVerdict of ["passed", "advisory", "blocked", "inconclusive"] as const) {
        const of = { ...facts, previousStatus, effectiveVerdict };
        const moved = decideTransition("quarantined", "release", admin, { ...of, reason: "It is fine." });
        expect(releaseTarget(of), `${previousStatus} ${effectiveVerdict}`).toBe(moved.ok ? moved.to : null);
      }
    expect(releaseTarget({ ...facts, effectiveVerdict: "blocked" })).toBeNull();
    expect(releaseTarget({ ...facts, previousStatus: "validated", effectiveVerdict: "blocked" })).toBe("blocked");
  });
});
