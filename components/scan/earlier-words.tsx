import type { ReactNode } from "react";
import { REASON_WORDS, referenceOf, VOID_WORDS } from "@/lib/domain/decisions";
import { Time } from "../ui/time";
import type { FindingStep, ScanFinding } from "./report";

const VOIDED = {
  acknowledgement: "The owner had kept it",
  acceptance: "An approver had accepted it",
  "suppression-refused": "An approver had refused to let it be hidden",
};

/** A decision that holds no longer, with why; then all that was said about the finding, when there is more than stands above. */
export function EarlierWords({ finding }: { finding: ScanFinding }) {
  const { voided, history, decision, asked } = finding;
  const isMore = history.length > (decision || asked ? 1 : 0);
  const answer = voided ? null : answerOf(history.at(-1));
  if (!voided && !answer && !isMore) return null;
  return (
    <div className="grid gap-1 text-sm">
      {voided ? (
        <p className="border-l-4 border-warn-line pl-3 [overflow-wrap:anywhere]">
          {VOIDED[voided.kind]} (<Time at={voided.decidedAt} />
          ). {VOID_WORDS[voided.cause]}
          {voided.reason ? <> The reason was: “{voided.reason}”</> : null}
        </p>
      ) : null}
      {answer}
      {isMore ? (
        <details>
          <summary className="cursor-pointer font-semibold">
            What was said about this finding ({history.length.toLocaleString("en")})
          </summary>
          <ol className="mt-1 grid list-decimal gap-1 pl-6">
            {history.map((step) => (
              <li key={`${step.at.getTime()} ${step.kind} ${step.isWithdrawal}`} className="[overflow-wrap:anywhere]">
                <Step step={step} />
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </div>
  );
}

/** An approver's no, or their yes taken back: what its reader waits for, and why the finding counts again. */
function answerOf(last: FindingStep | undefined): ReactNode {
  const isRefusal = last?.kind === "acceptance-refused" && !last.isWithdrawal;
  if (!last || !(isRefusal || (last.kind === "acceptance" && last.isWithdrawal))) return null;
  return (
    <p className="border-l-4 border-warn-line pl-3 [overflow-wrap:anywhere]">
      {isRefusal ? "An approver did not accept it" : "An approver took the acceptance back"} (<Time at={last.at} />)
      {isRefusal && last.reason ? `: “${last.reason}”` : "."}
    </p>
  );
}

const SAID: Record<FindingStep["kind"], string> = {
  acknowledgement: "kept it knowingly",
  "acceptance-asked": "asked to have it accepted",
  acceptance: "accepted it",
  "acceptance-refused": "did not accept it",
  "suppression-refused": "refused to let it be hidden",
};

const TAKEN_BACK: Record<FindingStep["kind"], string> = {
  acknowledgement: "let it count again",
  "acceptance-asked": "took the request back",
  acceptance: "took the acceptance back",
  "acceptance-refused": "took the answer back",
  "suppression-refused": "took the refusal back",
};

function Step({ step }: { step: FindingStep }) {
  const { kind, isWithdrawal, reason, reasonKind, groupNo, byName, at, version, expiresAt } = step;
  const reference = referenceOf(groupNo);
  return (
    <>
      <Time at={at} />: {byName || "Somebody"} {(isWithdrawal ? TAKEN_BACK : SAID)[kind]}
      {version ? ` in ${version}` : ""}
      {reference ? ` (${reference})` : ""}
      {!isWithdrawal && expiresAt ? (
        <>
          , until <Time at={expiresAt} />
        </>
      ) : null}
      .{!isWithdrawal && reasonKind ? ` ${REASON_WORDS[reasonKind]}.` : ""}
      {!isWithdrawal && reason ? ` “${reason}”` : ""}
    </>
  );
}
