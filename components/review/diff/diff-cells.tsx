import type { ReactNode } from "react";
import { SeverityChip } from "../../scan/severity-chip";
import { cx } from "../../ui/cx";
import type { LineView, PlacedFinding } from "./view";

export type CodeOf = (line: LineView) => ReactNode;

export interface RowsProps {
  hunk: readonly LineView[];
  code: CodeOf;
  findings: readonly PlacedFinding[];
}

export const LINE_TONE = { added: "bg-good-soft", removed: "bg-bad-soft", context: "" };
const SIGNS = { added: "+", removed: "−", context: "" };

export function LineNumber({ number, className }: { number: ReactNode; className?: string }) {
  return (
    <td className={cx("border-r border-line px-1 text-right align-top text-[0.75rem] text-muted tabular-nums select-none", className)}>
      {number}
    </td>
  );
}

/** Long lines are folded, not scrolled: what stands far to the right is seen too. */
export function Code({ line, code, className }: { line: LineView; code: CodeOf; className?: string }) {
  return (
    <td dir="ltr" className={cx("relative py-px pr-2 pl-6 align-top whitespace-pre-wrap [overflow-wrap:anywhere]", className)}>
      <span className="absolute left-2 font-bold select-none">
        {SIGNS[line.kind]}
        {line.kind === "context" ? null : <span className="sr-only">{line.kind}: </span>}
      </span>
      {code(line)}
    </td>
  );
}

/** What the checks say of a line, below it. */
export function FindingRows({ line, findings, columns }: { line: LineView; findings: readonly PlacedFinding[]; columns: number }) {
  const here = line.new === null ? [] : findings.filter((finding) => finding.line === line.new);
  return here.map((finding) => (
    <tr key={finding.id}>
      <td colSpan={columns} className="border-y border-line bg-surface px-3 py-2 font-sans text-sm">
        <span className="flex flex-wrap items-center gap-2">
          <SeverityChip severity={finding.severity} />
          <a href={finding.href}>{finding.ruleTitle}</a>
          <span className="text-muted">{finding.message}</span>
        </span>
      </td>
    </tr>
  ));
}
