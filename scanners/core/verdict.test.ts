import { describe, expect, it } from "vitest";
import { CHECK_IDS, type CheckId } from "./types";
import { decideVerdict, type FindingDecision, type VerdictFinding, type VerdictRun } from "./verdict";

const RUNS: VerdictRun[] = CHECK_IDS.map((checkId) => ({ checkId, state: "finished" }));
const finding = (over: Partial<VerdictFinding> = {}): VerdictFinding => ({
  ruleId: "bandit/B602",
  checkId: "bandit",
  severity: "critical",
  fingerprint: "f",
  equalCount: 1,
  ...over,
});
const decision = (over: Partial<FindingDecision> = {}): FindingDecision => ({
  fingerprint: "f",
  kind: "acceptance",
  equalCount: 1,
  ...over,
});
const verdictOf = (findings: VerdictFinding[], decisions: FindingDecision[] = [], runs = RUNS) =>
  decideVerdict(runs, findings, decisions, CHECK_IDS).verdict;
const without = (checkId: CheckId, run?: VerdictRun) => [...RUNS.filter((one) => one.checkId !== checkId), ...(run ? [run] : [])];

describe("verdict", () => {
  it.each([
    ["nothing found", [], "passed"],
    ["advice only", [finding({ severity: "info" })], "passed"],
    ["a warning", [finding({ severity: "warning" })], "advisory"],
    ["a critical finding", [finding()], "blocked"],
    ["a critical finding that a bare pragma hides", [finding({ suppression: { ruleSpecific: false } })], "blocked"],
    ["a critical finding that a pragma names", [finding({ suppression: { ruleSpecific: true } })], "passed"],
    ["a warning that a bare pragma hides", [finding({ severity: "warning", suppression: { ruleSpecific: false } })], "passed"],
    ["a coverage finding that a pragma names", [finding({ checkId: "coverage", suppression: { ruleSpecific: true } })], "blocked"],
  ] as const)("%s", (_what, findings, expected) => {
    expect(verdictOf([...findings])).toBe(expected);
  });

  it.each(CHECK_IDS)("is inconclusive when %s could not end, whatever else is true", (checkId) => {
    expect(verdictOf([], [], without(checkId, { checkId, state: "errored", errorCode: "timeout" }))).toBe("inconclusive");
    expect(verdictOf([finding()], [decision()], without(checkId, { checkId, state: "errored", errorCode: "crashed" }))).toBe(
      "inconclusive",
    );
  });

  it.each(CHECK_IDS)("is inconclusive when %s has no run at all", (checkId) => {
    expect(verdictOf([], [], without(checkId))).toBe("inconclusive");
  });

  it("is inconclusive without any run", () => {
    expect(verdictOf([], [], [])).toBe("inconclusive");
  });

  it("refuses to speak while a run has not ended", () => {
    expect(() => verdictOf([], [], without("bandit", { checkId: "bandit", state: "running" }))).toThrow("bandit");
  });

  it("blocks when a refused suppression may be one of those that are not listed", () => {
    const runs = (omitted: number, omittedCritical = 0) =>
      without("bandit", { checkId: "bandit", state: "finished", omitted: { "bandit/B602": omitted }, omittedCritical });
    const hidden = finding({ fingerprint: "listed", suppression: { ruleSpecific: true } });
    const refused = decision({ kind: "suppression-refused", fingerprint: "unlisted" });
    expect(verdictOf([hidden], [], runs(2))).toBe("passed");
    expect(verdictOf([hidden], [refused], runs(2))).toBe("blocked");
    expect(decideVerdict(runs(2), [hidden], [refused], CHECK_IDS).open.critical).toBe(1);
    expect(verdictOf([hidden], [{ ...refused, ruleId: "bandit/B102" } as FindingDecision], runs(2))).toBe("passed");
    // Critical places are listed first: where another one is listed, all of them are.
    expect(verdictOf([hidden, finding({ severity: "warning", fingerprint: "w" })], [refused], runs(2))).toBe("advisory");
  });

  it("blocks for critical findings beyond the cap", () => {
    expect(verdictOf([], [], without("bandit", { checkId: "bandit", state: "finished", omittedCritical: 1 }))).toBe("blocked");
  });
});

describe("decisions", () => {
  it("an acceptance lifts a critical finding, coverage included", () => {
    expect(verdictOf([finding()], [decision()])).toBe("passed");
    expect(verdictOf([finding({ checkId: "coverage" })], [decision()])).toBe("passed");
  });

  it("an acceptance of another finding lifts nothing", () => {
    expect(verdictOf([finding()], [decision({ fingerprint: "other" })])).toBe("blocked");
  });

  it("is void when more equal findings appear", () => {
    expect(verdictOf([finding({ equalCount: 2 })], [decision()])).toBe("blocked");
  });

  it("an acknowledgement lifts a warning, never a critical finding", () => {
    expect(verdictOf([finding({ severity: "warning" })], [decision({ kind: "acknowledgement" })])).toBe("passed");
    expect(verdictOf([finding()], [decision({ kind: "acknowledgement" })])).toBe("blocked");
  });

  it("a refused suppression counts again, also when more equal ones appeared", () => {
    const hidden = finding({ suppression: { ruleSpecific: true }, equalCount: 2 });
    expect(verdictOf([hidden], [decision({ kind: "suppression-refused" })])).toBe("blocked");
  });

  it("says how many more there are beyond a rule's cap, and changes nothing for them", () => {
    const runs = RUNS.map((run, index) => (index === 0 ? { ...run, omitted: { "flake8/F405": 300, "flake8/E501": 40 } } : run));
    const warning = finding({ ruleId: "flake8/F405", severity: "warning", fingerprint: "w" });
    const note = finding({ ruleId: "flake8/E501", severity: "info", fingerprint: "i" });
    const acknowledged = [decision({ fingerprint: "w", kind: "acknowledgement" })];
    expect(decideVerdict(runs, [warning, note], acknowledged, CHECK_IDS)).toMatchObject({ verdict: "passed", unlisted: 300 });
  });

  it("counts what stands and what does not", () => {
    const reason = decideVerdict(
      RUNS,
      [
        finding(),
        finding({ fingerprint: "a" }),
        finding({ fingerprint: "w", severity: "warning" }),
        finding({ fingerprint: "s", suppression: { ruleSpecific: true } }),
      ],
      [decision({ fingerprint: "a" }), decision({ fingerprint: "w", kind: "acknowledgement" })],
      CHECK_IDS,
    );
    expect(reason).toEqual({
      verdict: "blocked",
      open: { critical: 1, warning: 0, info: 0 },
      suppressed: 1,
      acknowledged: 1,
      accepted: 1,
      errored: [],
      blockingRules: [{ ruleId: "bandit/B602", count: 1 }],
    });
  });
});
