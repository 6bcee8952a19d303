import type { ReactNode } from "react";
import type { ReasonKind, VoidCause } from "@/lib/domain/decisions";
import type { ComparisonKind } from "@/lib/domain/memory";
import type { ReportChoice } from "@/lib/domain/report-choice";
import type { Verdict } from "@/lib/domain/verdict-words";
import type { checkById } from "@/scanners/ruleset/rules";

/** The shape of a scan report that pages hand to these components. Plain data; everything is masked already. */
export type Severity = "critical" | "warning" | "info";
export type CheckId = Parameters<typeof checkById>[0];
export type Standing = "open" | "suppressed" | "acknowledged" | "accepted";

export interface ScanSnippet {
  startLine: number;
  lines: readonly string[];
  markStart: number;
  markEnd: number;
}

export interface ScanSuppression {
  by: "pragma" | "config" | "baseline";
  ruleSpecific: boolean;
  text: string;
  path: string;
  line?: number;
  reason?: string;
}

interface FindingWord {
  kind: "acknowledgement" | "acceptance" | "suppression-refused";
  reasonKind: ReasonKind | null;
  reason: string;
}

/** An approver was asked and has not answered. */
export interface AskedQuestion {
  decisionId: string;
  reasonKind: ReasonKind | null;
  reason: string;
  byName: string | null;
  askedAt: Date;
  dueAt: Date;
  /** The request's number, and how many places wait under it. */
  groupNo: number | null;
  places: number;
}

export interface FindingStep {
  kind: FindingWord["kind"] | "acceptance-asked" | "acceptance-refused";
  /** It takes an earlier word of this kind back. */
  isWithdrawal: boolean;
  reasonKind: ReasonKind | null;
  reason: string;
  groupNo: number | null;
  byName: string | null;
  at: Date;
  version: string | null;
  expiresAt: Date | null;
}

export interface ScanFinding {
  id: number;
  severity: Severity;
  path: string;
  line: number;
  endLine: number;
  pathClass: "own" | "test" | "vendored";
  message: string;
  snippet: ScanSnippet | null;
  data: Record<string, string> | null;
  standing: Standing;
  suppression: ScanSuppression | null;
  decision: (FindingWord & { id: string; groupNo: number | null; places: number; decidedAt: Date }) | null;
  asked: AskedQuestion | null;
  /** A decision that was about it and holds no longer. */
  voided: (FindingWord & { decidedAt: Date; cause: VoidCause }) | null;
  /** All that was ever said about it, oldest first. */
  history: readonly FindingStep[];
  /** Open places with the same rule and severity, this one among them. */
  alike: number;
  /** Against the version before; null when there was none. */
  memory: { state: "new" | "carried-over" | "moved"; firstSeenIn: string | null } | null;
  /** The copy of a library that it is in, and how many other plugins have the same file where enough have. */
  vendored: { library: string; folder: string; others: number | null } | null;
}

/** What an author has to do about a rule: its gravest open place decides. */
export type RuleGroup = "fix" | "consider" | "note" | "kept";

export interface ScanRule {
  ruleId: string;
  severity: Severity;
  group: RuleGroup;
  counts: {
    total: number;
    open: number;
    /** Of the open ones, how many are of each severity. */
    bySeverity: Record<Severity, number>;
    kept: number;
    /** Of the open ones, against the version before. */
    new: number;
    carriedOver: number;
  };
  omitted: number;
  /** The places that are shown, the most urgent first: not all of them. */
  findings: readonly ScanFinding[];
}

/** Findings in one copy of a library that the package brings along. */
export interface LibraryFindings {
  folder: string;
  name: string | null;
  /** In how many other plugins each of its files is at least; null when too few have one of them. */
  others: number | null;
  open: Record<Severity, number>;
  kept: number;
}

/** What is kept knowingly, by what keeps it. */
export interface KeptFindings {
  by: "pragma" | "config" | "baseline" | "acknowledged" | "accepted";
  file: string | null;
  total: number;
  rules: readonly { ruleId: string; total: number }[];
}

/** What the version before had and this one has no more. */
export interface FixedFinding {
  ruleId: string;
  severity: Severity;
  path: string;
  line: number;
  message: string;
}

/** The findings that a page shows, and how many there are of each kind. */
export interface ScanFindings {
  choice: ReportChoice;
  total: number;
  matching: number;
  counts: Record<"severity" | "check" | "where" | "state", Readonly<Record<string, number>>>;
  checks: readonly { checkId: CheckId; rules: readonly ScanRule[] }[];
  page: number;
  pages: number;
  libraries: readonly LibraryFindings[];
  kept: readonly KeptFindings[];
  comparedWith: ComparedWith | null;
  fixed: readonly FixedFinding[];
  open: readonly { ruleId: string; severity: Severity; path: string; pathClass: ScanFinding["pathClass"] }[];
  omitted: Readonly<Record<string, number>>;
  /** What stands further up the page, to be judged one by one: nothing else here lists or counts it. */
  above?: readonly FindingAbove[];
}

export interface FindingAbove {
  id: number;
  checkId: CheckId;
  ruleId: string;
  severity: Severity;
  standing: Standing;
}

/** A page's filters: their state, and the page's own address without them. */
export interface ReportFilters {
  choice: ReportChoice;
  address: string;
}

export interface ScanCheck {
  checkId: CheckId;
  state: "queued" | "running" | "finished" | "errored";
  durationMs: number | null;
  errorCode: string | null;
  open: Record<Severity, number>;
  kept: number;
}

export interface ScanCoverage {
  filesAnalysed: number;
  filesNotAnalysed: number;
  bytesAnalysed: number;
}

export interface ScanFacts {
  scanId: string;
  verdict: Verdict | null;
  ruleset: { name: string; version: number; title: string; digest: string };
  engineVersion: string;
  artifactSha256: string;
  resultDigest: string | null;
  concludedAt: Date | null;
  durationMs: number | null;
  /** Made from the findings of an earlier scan when the rules were changed. */
  isDerived: boolean;
  coverage: { python: ScanCoverage | null; text: ScanCoverage | null };
}

export interface ComparedWith {
  version: string;
  kind: ComparisonKind;
}

export interface VerdictCounts {
  verdict: Verdict;
  open: Record<Severity, number>;
  /** Further ones to consider that are not listed one by one. */
  unlisted?: number;
  suppressed: number;
  acknowledged: number;
  accepted: number;
  errored: readonly { checkId: CheckId; code: string }[];
}

/** What can be done about one place: a form, or nothing. */
export type ActionsOf = (finding: ScanFinding, checkId: CheckId) => ReactNode;
