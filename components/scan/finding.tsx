import type { ReactNode } from "react";
import { Chip } from "../ui/chip";
import { CodeWords } from "../ui/code-words";
import { CodeLines } from "./code-lines";
import { EarlierWords } from "./earlier-words";
import type { ScanFinding } from "./report";
import { SeverityChip } from "./severity-chip";
import { SuppressionNote } from "./suppression-note";
import { findingAnchor, otherPlugins, STANDING_WORDS } from "./words";

const CLASS_WORDS = { own: null, test: "in a test", vendored: "in a bundled library" };

type Lines = Pick<ScanFinding, "line" | "endLine">;

/** "12" or "12–14" */
export const linesWords = ({ line, endLine }: Lines): string => (endLine > line ? `${line}–${endLine}` : `${line}`);

export const placeOf = (finding: Lines & Pick<ScanFinding, "path">): string =>
  finding.line === 0 ? finding.path : `${finding.path}:${linesWords(finding)}`;

interface Props {
  finding: ScanFinding;
  actions?: ReactNode;
  /** Than its rule's gravest place: then its own severity is said. */
  isMilder?: boolean;
}

/** One place: where, what, the lines, who hid it, and what can be done about it. */
export function Finding({ finding, actions, isMilder }: Props) {
  const place = placeOf(finding);
  const context = CLASS_WORDS[finding.pathClass];
  return (
    <article id={findingAnchor(finding.id)} className="grid scroll-mt-16 gap-2">
      <h5 className="flex flex-wrap items-center gap-2">
        <span className="font-mono text-sm font-semibold [overflow-wrap:anywhere]">{place}</span>
        {isMilder ? <SeverityChip severity={finding.severity} /> : null}
        {finding.vendored ? <Chip>in {finding.vendored.library}</Chip> : context ? <Chip>{context}</Chip> : null}
        {finding.vendored?.others ? <Chip>same file in {otherPlugins(finding.vendored.others)}</Chip> : null}
        <MemoryChip finding={finding} />
        {finding.standing === "open" ? null : <Chip>{STANDING_WORDS[finding.standing]}</Chip>}
      </h5>
      <p className="text-[0.9375rem] [overflow-wrap:anywhere]">
        <CodeWords text={finding.message} />
      </p>
      {finding.snippet ? <CodeLines path={finding.path} snippet={finding.snippet} label={`Code at ${place}`} /> : null}
      <SuppressionNote finding={finding} />
      <EarlierWords finding={finding} />
      {actions}
    </article>
  );
}

/** What is new stands out; of the rest is said how long it has been there. */
function MemoryChip({ finding: { memory, standing } }: { finding: ScanFinding }) {
  if (!memory || standing !== "open") return null;
  if (memory.state === "new") return <Chip tone="info">New</Chip>;
  return (
    <span className="text-sm text-muted">
      {memory.state === "moved" ? "moved" : "unchanged"}
      {memory.firstSeenIn ? `, first seen in ${memory.firstSeenIn}` : null}
    </span>
  );
}
