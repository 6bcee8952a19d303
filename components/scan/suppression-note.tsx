import { REASON_WORDS, type ReasonKind } from "@/lib/domain/decisions";
import { Time } from "../ui/time";
import type { ScanFinding } from "./report";

const ASKED_BY = { pragma: "a comment", config: "an entry in a configuration file", baseline: "an entry in the baseline" };

/** Only people's own acknowledgements have a reason. */
const SKIPPED_BY_CLIENT = "The program that uploaded it skipped the rule; no reason is given.";

/** What hides a finding, or who kept it and why. Nothing when it is simply open. */
export function SuppressionNote({ finding }: { finding: ScanFinding }) {
  const { suppression, decision, asked, standing } = finding;
  if (!suppression && !decision && !asked) return null;
  return (
    <div className="grid gap-1 border-l-4 border-line-strong pl-3 text-sm">
      {suppression ? (
        <p>
          {standing === "suppressed" ? "Hidden by " : "The author wants to hide it by "}
          {ASKED_BY[suppression.by]} in{" "}
          <span className="font-mono [overflow-wrap:anywhere]">
            {suppression.path}
            {suppression.line ? `:${suppression.line}` : ""}
          </span>
          : <code className="font-mono [overflow-wrap:anywhere]">{suppression.text}</code>.
          <Reason suppression={suppression} />
          {standing === "open" && !decision
            ? " It does not name the rule, or this finding cannot be hidden in the code: it still counts."
            : null}
        </p>
      ) : null}
      {decision ? <Word text={DECIDED[decision.kind]} {...decision} at={decision.decidedAt} /> : null}
      {asked ? (
        <Word text={`${asked.byName || "The owner"} asked to have it accepted; no answer yet`} {...asked} at={asked.askedAt} />
      ) : null}
    </div>
  );
}

/** Not a second time where the comment that is shown holds it. */
function Reason({ suppression: { by, text, reason } }: { suppression: NonNullable<ScanFinding["suppression"]> }) {
  if (!reason) return by === "pragma" ? " No reason is given." : null;
  return text.includes(reason) ? null : <> Reason: “{reason}”</>;
}

const DECIDED = {
  acknowledgement: "Acknowledged by the owner",
  acceptance: "Accepted by an approver",
  "suppression-refused": "An approver refused the suppression",
};

function Word({ text, reasonKind, reason, at }: { text: string; reasonKind: ReasonKind | null; reason: string; at: Date }) {
  return (
    <p className="[overflow-wrap:anywhere]">
      {text} (<Time at={at} />){reasonKind || reason ? ": " : `. ${SKIPPED_BY_CLIENT}`}
      {reasonKind ? `${REASON_WORDS[reasonKind]}. ` : null}
      {reason ? `“${reason}”` : null}
    </p>
  );
}
