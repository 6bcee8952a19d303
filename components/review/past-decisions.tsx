import { CHECKLIST_IDS } from "@/lib/domain/approval-checklist";
import { ruleById } from "@/scanners/ruleset/rules";
import { Time } from "../ui/time";
import { VisibleText } from "../ui/visible-text";

export interface PastDecisionView {
  key: string;
  at: Date;
  what: string;
  version: string | null;
  ruleId: string | null;
  byName: string | null;
  reason: string | null;
  ticked: number | null;
  isWithdrawal: boolean;
}

const WORDS: Record<string, string> = {
  approve: "Approved",
  return: "Returned to the author",
  reject: "Rejected",
  "no-answer": "Closed without an answer",
  quarantine: "Quarantined",
  release: "Released from quarantine",
  withdraw: "Withdrawn by its maintainers",
  "acceptance-asked": "Asked to keep a finding",
  acceptance: "Accepted a finding",
  "acceptance-refused": "Refused to accept a finding",
  "suppression-refused": "Refused a suppression",
};

/** Who decided what about this plugin before, and why. */
export function PastDecisions({ decisions }: { decisions: readonly PastDecisionView[] }) {
  if (decisions.length === 0) return <p className="text-muted">Nobody has decided anything about this plugin yet.</p>;
  return (
    <ol className="grid gap-3">
      {decisions.map((one) => (
        <li key={one.key} className="border-l-2 border-line pl-3 text-[0.9375rem]">
          <p>
            <strong>
              {one.isWithdrawal ? "Took back: " : ""}
              {WORDS[one.what] ?? one.what}
            </strong>
            {one.version ? ` (${one.version})` : ""}
            {one.ruleId ? <span className="text-muted">: {ruleById(one.ruleId)?.title ?? one.ruleId}</span> : null}
          </p>
          {one.reason ? (
            <div className="text-muted [overflow-wrap:anywhere]">
              {one.reason.split("\n").map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines never move.
                <p key={index}>
                  <VisibleText text={line} />
                </p>
              ))}
            </div>
          ) : null}
          <p className="text-sm text-muted">
            {one.byName ?? "the site"}, <Time at={one.at} withTime />
            {one.ticked === null ? "" : `, ${one.ticked} of ${CHECKLIST_IDS.length} of the checklist ticked`}
          </p>
        </li>
      ))}
    </ol>
  );
}
