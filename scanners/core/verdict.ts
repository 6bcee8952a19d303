import type { CheckErrorCode, CheckId, Severity, Verdict } from "./types";

/** A person's word about a finding, as far as the verdict needs it. */
export interface FindingDecision {
  fingerprint: string;
  kind: "acknowledgement" | "acceptance" | "suppression-refused";
  ruleId?: string;
  /** How many equal findings there were when it was decided: more of them void it. */
  equalCount: number;
}

export interface VerdictFinding {
  ruleId: string;
  checkId: CheckId;
  severity: Severity;
  fingerprint: string;
  equalCount: number;
  suppression?: { ruleSpecific: boolean };
}

export interface VerdictRun {
  checkId: CheckId;
  state: "queued" | "running" | "finished" | "errored";
  errorCode?: CheckErrorCode;
  /** Open critical findings beyond the cap: they block although they are not stored. */
  omittedCritical?: number;
  /** All findings beyond the cap, by rule, those that the author hides among them. */
  omitted?: Readonly<Record<string, number>>;
}

/** Where a finding stands. Only `open` ones count towards the verdict. */
export type FindingStanding = "open" | "suppressed" | "acknowledged" | "accepted";

export interface VerdictReason {
  verdict: Verdict;
  open: Record<Severity, number>;
  /**
   * Further ones to consider that are not listed one by one: of rules that have more places than are kept, and that give more
   * than notes. They change no verdict: the listed ones of their rule do. Left out when there are none.
   */
  unlisted?: number;
  suppressed: number;
  acknowledged: number;
  accepted: number;
  /** Checks that could not end. */
  errored: { checkId: CheckId; code: CheckErrorCode }[];
  /** Rules with open critical findings, sorted by id. */
  blockingRules: { ruleId: string; count: number }[];
}

export function findingStanding(finding: VerdictFinding, decisions: readonly FindingDecision[]): FindingStanding {
  const holding = decisions.filter((d) => d.fingerprint === finding.fingerprint && finding.equalCount <= d.equalCount);
  if (holding.some((d) => d.kind === "acceptance")) return "accepted";
  const isRefused = decisions.some((d) => d.fingerprint === finding.fingerprint && d.kind === "suppression-refused");
  if (finding.suppression && !isRefused && canLift(finding)) return "suppressed";
  if (finding.severity === "warning" && holding.some((d) => d.kind === "acknowledgement")) return "acknowledged";
  return "open";
}

/** A pragma that names its rule lifts anything but coverage; a bare one or a config entry lifts warnings and info. */
function canLift(finding: VerdictFinding): boolean {
  if (finding.severity !== "critical") return true;
  return finding.checkId !== "coverage" && finding.suppression?.ruleSpecific === true;
}

/**
 * The effective verdict of a scan: a pure function of its immutable result and the decisions in force.
 *
 * @param required every check that must have ended well; one that is absent counts as one that could not end
 * @throws Error when a run has not ended: a verdict before the end would be a guess
 */
export function decideVerdict(
  runs: readonly VerdictRun[],
  findings: readonly VerdictFinding[],
  decisions: readonly FindingDecision[],
  required: readonly CheckId[],
): VerdictReason {
  const unfinished = runs.find((run) => run.state === "queued" || run.state === "running");
  if (unfinished) throw new Error(`check ${unfinished.checkId} has not ended`);
  const open: Record<Severity, number> = { critical: 0, warning: 0, info: 0 };
  const standings = { suppressed: 0, acknowledged: 0, accepted: 0 };
  const blocking = new Map<string, number>();
  const spoken = Map.groupBy(decisions, (decision) => decision.fingerprint);
  for (const finding of findings) {
    const standing = findingStanding(finding, spoken.get(finding.fingerprint) ?? []);
    if (standing !== "open") {
      standings[standing] += 1;
      continue;
    }
    open[finding.severity] += 1;
    if (finding.severity === "critical") blocking.set(finding.ruleId, (blocking.get(finding.ruleId) ?? 0) + 1);
  }
  open.critical += runs.reduce((sum, run) => sum + (run.omittedCritical ?? 0), 0) + countLostRefusals(runs, findings, decisions);
  const errored = erroredChecks(runs, required);
  const unlisted = countUnlisted(runs, findings);
  return {
    verdict: verdictOf(open, errored.length),
    open,
    ...(unlisted > 0 ? { unlisted } : {}),
    ...standings,
    errored,
    blockingRules: [...blocking].map(([ruleId, count]) => ({ ruleId, count })).sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
  };
}

/**
 * Refused suppressions that may be among the hidden critical places that are not listed: each counts as open. Critical places are listed
 * before all others of their rule, so there are such only where nothing else is listed.
 */
function countLostRefusals(
  runs: readonly VerdictRun[],
  findings: readonly VerdictFinding[],
  decisions: readonly FindingDecision[],
): number {
  const omitted = new Map(runs.flatMap((run) => Object.entries(run.omitted ?? {})));
  if (omitted.size === 0) return 0;
  for (const { ruleId, severity } of findings) if (severity !== "critical") omitted.delete(ruleId);
  const hidden =
    [...omitted.values()].reduce((sum, count) => sum + count, 0) - runs.reduce((sum, run) => sum + (run.omittedCritical ?? 0), 0);
  const listed = new Set(findings.map((finding) => finding.fingerprint));
  const lost = decisions.filter(
    ({ kind, ruleId, fingerprint }) =>
      kind === "suppression-refused" && !listed.has(fingerprint) && (ruleId === undefined || omitted.has(ruleId)),
  );
  return Math.max(0, Math.min(hidden, new Set(lost.map((one) => one.fingerprint)).size));
}

function verdictOf(open: Readonly<Record<Severity, number>>, errored: number): Verdict {
  if (errored > 0) return "inconclusive";
  if (open.critical > 0) return "blocked";
  return open.warning > 0 ? "advisory" : "passed";
}

/**
 * The verdict that a decided one becomes when some of its findings get another severity, or none (their rule is off).
 *
 * @param shifts.count how many findings are like that one
 * @param decisions in force, the same by which it was decided
 */
export function shiftVerdict(
  reason: VerdictReason,
  shifts: readonly { finding: VerdictFinding; count: number; to: Severity | null }[],
  decisions: readonly FindingDecision[],
): Verdict {
  const open = { ...reason.open };
  for (const { finding, count, to } of shifts) {
    if (findingStanding(finding, decisions) === "open") open[finding.severity] -= count;
    if (to !== null && findingStanding({ ...finding, severity: to }, decisions) === "open") open[to] += count;
  }
  return verdictOf(open, reason.errored.length);
}

function countUnlisted(runs: readonly VerdictRun[], findings: readonly VerdictFinding[]): number {
  const omitted = runs.flatMap((run) => Object.entries(run.omitted ?? {}));
  if (omitted.length === 0) return 0;
  const noted = new Set(findings.filter((finding) => finding.severity !== "info").map((finding) => finding.ruleId));
  const all = omitted.reduce((sum, [ruleId, count]) => sum + (noted.has(ruleId) ? count : 0), 0);
  return Math.max(0, all - runs.reduce((sum, run) => sum + (run.omittedCritical ?? 0), 0));
}

function erroredChecks(runs: readonly VerdictRun[], required: readonly CheckId[]): VerdictReason["errored"] {
  const ended = new Map(runs.map((run) => [run.checkId, run]));
  return required.flatMap((checkId) => {
    const run = ended.get(checkId);
    if (run?.state === "finished") return [];
    return [{ checkId, code: run?.errorCode ?? ("lost" as const) }];
  });
}
