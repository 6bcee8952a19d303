import { Time } from "../ui/time";
import type { ScanFinding } from "./report";

const ASKED_BY = { pragma: "a comment", config: "an entry in a configuration file", baseline: "an entry in the baseline" };

/** Only people's own acknowledgements have a reason. */
const SKIPPED_BY_CLIENT = "Skipped by the program that uploaded it, no reason given";

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
          {suppression.reason ? <> Reason: “{suppression.reason}”</> : suppression.by === "pragma" ? " No reason is given." : null}
          {standing === "open" && !decision
            ? " It does not name the rule, or this finding cannot be hidden in the code: it still counts."
            : null}
        </p>
      ) : null}
      {decision?.kind === "suppression-refused" ? (
        <Word text="An approver refused the suppression" reason={decision.reason} at={decision.decidedAt} />
      ) : null}
      {decision?.kind === "acceptance" ? <Word text="Accepted by an approver" reason={decision.reason} at={decision.decidedAt} /> : null}
      {decision?.kind === "acknowledgement" ? (
        <Word text={decision.reason ? "Acknowledged by the owner" : SKIPPED_BY_CLIENT} reason={decision.reason} at={decision.decidedAt} />
      ) : null}
      {asked ? (
        <Word text={`${asked.byName || "The owner"} asked to have it accepted; no answer yet`} reason={asked.reason} at={asked.askedAt} />
      ) : null}
    </div>
  );
}

function Word({ text, reason, at }: { text: string; reason: string; at: Date }) {
  return (
    <p>
      {text} (<Time at={at} />){reason ? <>: “{reason}”</> : "."}
    </p>
  );
}
