import type { z } from "zod";
import type { StandingFinding } from "@/db/queries/scan-standing";
import { absoluteUrl, urls } from "@/lib/urls";
import type { finding } from "./schemas/scan";

export function findingJson(one: StandingFinding, publicUrl: string): z.input<typeof finding> {
  const { snippet, memory, suppression, decision } = one;
  return {
    finding_id: one.findingId,
    check: one.checkId,
    rule: one.ruleId,
    rule_url: absoluteUrl(publicUrl, urls.ruleDocs(one.ruleId)),
    severity: one.severity,
    confidence: one.confidence,
    standing: one.standing,
    message: one.message,
    path: one.path,
    line: one.line,
    end_line: one.endLine,
    path_class: one.pathClass,
    snippet: snippet && {
      start_line: snippet.startLine,
      lines: [...snippet.lines],
      mark_start: snippet.markStart,
      mark_end: snippet.markEnd,
    },
    data: one.data,
    fingerprint: one.fingerprint,
    memory: memory && { change: memory.state, first_seen_in: memory.firstSeenIn },
    suppression: suppression && {
      by: suppression.by,
      rule_specific: suppression.ruleSpecific,
      text: suppression.text,
      path: suppression.path,
      line: suppression.line ?? null,
      reason: suppression.reason ?? null,
    },
    decision: decision && { kind: decision.kind, reason: decision.reason, decided_at: decision.decidedAt.toISOString() },
  };
}
