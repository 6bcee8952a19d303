import Link from "next/link";
import type { ReactNode } from "react";
import { SeverityChip } from "../../scan/severity-chip";
import { plural, sizeWords } from "../../scan/words";
import { Chip } from "../../ui/chip";
import type { Tone } from "../../ui/tone";
import { VisibleText } from "../../ui/visible-text";
import type { Highlight } from "./code-text";
import { DiffTable } from "./diff-table";
import type { ChangeView, DiffStyle, DiffView, PlacedFinding } from "./view";

export const KIND_WORDS: Record<ChangeView["kind"], { label: string; tone: Tone }> = {
  added: { label: "Added", tone: "good" },
  removed: { label: "Removed", tone: "bad" },
  changed: { label: "Changed", tone: "info" },
  renamed: { label: "Renamed", tone: "neutral" },
  mode: { label: "Permissions", tone: "warn" },
};

const SEVERITIES = ["critical", "warning", "info"] as const;

const FOLD_WORDS: Record<NonNullable<ChangeView["fold"]>, string> = {
  binary: "Not a text file: there are no lines to show.",
  "too-large": "Not shown: too large.",
  minified: "Folded: it looks as if a program had packed it.",
  generated: "Folded: it says that a program wrote it.",
};

export interface ChangedFileProps {
  change: ChangeView;
  anchor: string;
  diff: DiffView | null;
  /** Where the lines are shown, or hidden again. */
  toggleHref: string | null;
  style: DiffStyle;
  findings: readonly PlacedFinding[];
  highlight: Highlight;
}

/** One file: what happened to it, and its lines once they are asked for. */
export function ChangedFile({ change, anchor, diff, toggleHref, style, findings, highlight }: ChangedFileProps) {
  const { label, tone } = KIND_WORDS[change.kind];
  return (
    <li id={anchor} className="scroll-mt-4 border-t border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 sm:px-4">
        <Chip tone={tone}>{label}</Chip>
        <h4 dir="ltr" className="min-w-0 font-mono text-[0.8125rem] font-semibold [overflow-wrap:anywhere]">
          {change.oldPath ? (
            <span className="font-normal text-muted">
              was <VisibleText text={change.oldPath} />, now{" "}
            </span>
          ) : null}
          <VisibleText text={change.path} />
        </h4>
        <span className="text-sm text-muted">
          <Amount change={change} />
        </span>
        <FindingCounts findings={findings} />
        {toggleHref ? (
          <Link href={toggleHref} scroll={false} prefetch={false} className="ml-auto text-sm">
            {diff ? "Hide" : "Show"}
            <span className="sr-only"> the lines of {change.path}</span>
            {diff ? "" : " lines"}
          </Link>
        ) : null}
      </div>
      {change.fold && !diff ? <Note>{FOLD_WORDS[change.fold]}</Note> : null}
      {diff ? (
        <div className="border-t border-line bg-code">
          <DiffNotes diff={diff} />
          <DiffTable diff={diff} style={style} findings={findings} highlight={highlight} />
          {diff.linesNotShown > 0 ? (
            <Note>{plural(diff.linesNotShown, "more line")}, not shown: too many. Download the file to read the rest.</Note>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function Amount({ change }: { change: ChangeView }): ReactNode {
  const { kind, added, removed, oldSize, newSize, oldMode, newMode } = change;
  if (kind === "mode") return `${modeWords(oldMode)}, now ${modeWords(newMode)}`;
  if (kind === "renamed") return "the same content";
  if (added === null || removed === null) {
    if (oldSize !== null && newSize !== null) return `${sizeWords(oldSize)}, now ${sizeWords(newSize)}`;
    return sizeWords(newSize ?? oldSize ?? 0);
  }
  return (
    <span className="tabular-nums">
      {added > 0 ? <span className="font-semibold text-good-ink">+{added.toLocaleString("en")}</span> : null}{" "}
      {removed > 0 ? <span className="font-semibold text-bad-ink">−{removed.toLocaleString("en")}</span> : null}
      {added + removed === 0 ? "no line" : <span className="sr-only">lines</span>}
    </span>
  );
}

const modeWords = (mode: number | null): string => (mode === null ? "none" : mode.toString(8).padStart(3, "0"));

function FindingCounts({ findings }: { findings: readonly PlacedFinding[] }) {
  const open = findings.filter((finding) => !finding.isKept);
  const kept = findings.length - open.length;
  return (
    <>
      {SEVERITIES.map((severity) => ({ severity, count: open.filter((finding) => finding.severity === severity).length }))
        .filter(({ count }) => count > 0)
        .map((one) => (
          <SeverityChip key={one.severity} {...one} />
        ))}
      {kept > 0 ? <Chip>{kept.toLocaleString("en")} kept</Chip> : null}
    </>
  );
}

function DiffNotes({ diff }: { diff: DiffView }) {
  const notes = [
    diff.lineEnds ? `All line ends changed from ${diff.lineEnds.old} to ${diff.lineEnds.new}; that is not drawn.` : null,
    diff.isWhole ? "Too different to be compared line by line: the whole old text, then the whole new one." : null,
    diff.isLatin1 ? "It is not UTF-8; shown as Latin-1." : null,
    diff.hunks.length === 0 ? "No line differs." : null,
  ].filter((note) => note !== null);
  return notes.map((note) => <Note key={note}>{note}</Note>);
}

function Note({ children }: { children: ReactNode }) {
  return <p className="px-3 py-2 font-sans text-sm text-muted sm:px-4">{children}</p>;
}
