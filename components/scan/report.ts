import type { ReactNode } from "react";
import type { ReasonKind, VoidCause } from "@/lib/domain/decisions";
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
}

export interface ScanRule {
  ruleId: string;
  severity: Severity;
  open: number;
  omitted: number;
  findings: readonly ScanFinding[];
}

export interface ScanCheck {
  checkId: CheckId;
  state: "queued" | "running" | "finished" | "errored";
  durationMs: number | null;
  errorCode: string | null;
  open: Record<Severity, number>;
  kept: number;
  rules: readonly ScanRule[];
}

export interface ScanCoverage {
  filesAnalysed: number;
  filesNotAnalysed: number;
  bytesAnalysed: number;
}

export interface ScanFacts {
  verdict: Verdict | null;
  ruleset: { name: string; version: number; title: string; digest: string };
  engineVersion: string;
  artifactSha256: string;
  resultDigest: string | null;
  concludedAt: Date | null;
  durationMs: number | null;
  coverage: { python: ScanCoverage | null; text: ScanCoverage | null };
}

export interface VerdictCounts {
  verdict: Verdict;
  open: Record<Severity, number>;
  suppressed: number;
  acknowledged: number;
  accepted: number;
  errored: readonly { checkId: CheckId }[];
}

/** What can be done about one place: a form, or nothing. */
export type ActionsOf = (finding: ScanFinding, checkId: CheckId) => ReactNode;
