import type { ReactNode } from "react";
import { Chip } from "../ui/chip";
import { CodeLines } from "./code-lines";
import type { ScanFinding } from "./report";
import { SuppressionNote } from "./suppression-note";
import { findingAnchor, STANDING_WORDS } from "./words";

const CLASS_WORDS = { own: null, test: "in a test", vendored: "in a bundled library" };

export const placeOf = (finding: Pick<ScanFinding, "path" | "line" | "endLine">): string =>
  finding.line === 0 ? finding.path : `${finding.path}:${finding.line}${finding.endLine > finding.line ? `–${finding.endLine}` : ""}`;

/** One place: where, what, the lines, who hid it, and what can be done about it. */
export function Finding({ finding, actions, plain }: { finding: ScanFinding; actions?: ReactNode; plain?: boolean }) {
  const place = placeOf(finding);
  const context = CLASS_WORDS[finding.pathClass];
  return (
    <article id={findingAnchor(finding.id)} className="grid scroll-mt-16 gap-2">
      <h5 className="flex flex-wrap items-center gap-2">
        <span className="font-mono text-sm font-semibold [overflow-wrap:anywhere]">{place}</span>
        {context ? <Chip>{context}</Chip> : null}
        {finding.standing === "open" ? null : <Chip>{STANDING_WORDS[finding.standing]}</Chip>}
      </h5>
      <p className="text-[0.9375rem]">{finding.message}</p>
      {finding.snippet ? <CodeLines path={finding.path} snippet={finding.snippet} label={`Code at ${place}`} plain={plain} /> : null}
      <SuppressionNote finding={finding} />
      {actions}
    </article>
  );
}
