import { urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { RefreshWhileRunning } from "../../scan/refresh-while-running";
import type { VerdictCounts } from "../../scan/report";
import { verdictSentence } from "../../scan/verdict-banner";
import { plural } from "../../scan/words";
import { CardSection } from "../../ui/card";
import { CodeWords } from "../../ui/code-words";
import { Table, Td, Th } from "../../ui/table";

type Counts = Pick<VerdictCounts, "verdict" | "open">;

/** What each fix does, and what one must know before one takes it. */
export function WhatItChanges({ fixes }: { fixes: readonly { id: string; title: string; note: string; findings: number }[] }) {
  return (
    <CardSection title="What it changes">
      <ul className="grid max-w-prose gap-3">
        {fixes.map((fix) => (
          <li key={fix.id}>
            <span className="font-semibold">{fix.title}</span> <span className="text-muted">({plural(fix.findings, "finding")})</span>
            <p className="text-[0.9375rem]">
              <CodeWords text={fix.note} />
            </p>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

const ROWS = [
  ["critical", "To fix"],
  ["warning", "To consider"],
  ["info", "Notes"],
] as const;

/** Found by scanning the fixed file, not by counting what was changed. */
export function WhatRemains({
  before,
  remaining,
}: {
  before: Counts;
  remaining: {
    reason: VerdictCounts;
    mustFix: readonly { findingId: number; ruleId: string; path: string; line: number; message: string }[];
  } | null;
}) {
  if (!remaining) {
    return (
      <CardSection title="What would remain">
        <p role="status">The fixed file is being scanned; the result appears here in a few seconds.</p>
        <RefreshWhileRunning />
      </CardSection>
    );
  }
  const { reason, mustFix } = remaining;
  const hidden = reason.open.critical - mustFix.length;
  return (
    <CardSection title="What would remain" aside="The fixed file was scanned">
      <div className="grid gap-4">
        <p className="text-lg font-bold">{verdictSentence(reason)}</p>
        <div className="max-w-md">
          <Table label="Open findings before and after">
            <thead>
              <tr>
                <Th>Open findings</Th>
                <Th className="text-right">Now</Th>
                <Th className="text-right">With the patch</Th>
              </tr>
            </thead>
            <tbody>
              {ROWS.map(([severity, words]) => (
                <tr key={severity}>
                  <Td>{words}</Td>
                  <Td className="text-right tabular-nums">{before.open[severity].toLocaleString("en")}</Td>
                  <Td className="text-right font-semibold tabular-nums">{reason.open[severity].toLocaleString("en")}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
        {mustFix.length > 0 ? (
          <div>
            <h3 className="font-semibold">Left for you to fix</h3>
            <ul className="mt-1 grid gap-1.5 text-[0.9375rem]">
              {mustFix.map((one) => (
                <li key={one.findingId} className="[overflow-wrap:anywhere]">
                  <code className="text-sm">{one.line > 0 ? `${one.path}:${one.line}` : one.path}</code>{" "}
                  <a href={urls.ruleDocs(one.ruleId)}>{ruleById(one.ruleId)?.title ?? one.ruleId}</a>
                </li>
              ))}
            </ul>
            {hidden > 0 ? <p className="mt-1 text-sm text-muted">and {hidden.toLocaleString("en")} more.</p> : null}
          </div>
        ) : null}
      </div>
    </CardSection>
  );
}
