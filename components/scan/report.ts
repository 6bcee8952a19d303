import type { ReactNode } from "react";
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
  decision: { id: string; kind: "acknowledgement" | "acceptance" | "suppression-refused"; reason: string; decidedAt: Date } | null;
  asked: { decisionId: string; reason: string; byName: string | null; askedAt: Date } | null;
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
