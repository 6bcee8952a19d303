"use client";

import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";
import { Reveal } from "../owner/reveal";

export interface Decidable {
  versionId: number;
  version: string;
  scanId: string;
  artifactSha256: string;
}

/** Approve, return and reject from the list. `data-key` is what the keyboard looks for (queue-keys.tsx). */
export function RowActions({ row, canApprove, decide }: { row: Decidable; canApprove: boolean; decide: FormAction }) {
  const { versionId, version, scanId, artifactSha256 } = row;
  const fields = { versionId, scanId, artifactSha256 };
  return (
    <>
      {canApprove ? (
        <div data-key="approve">
          <ActionForm
            action={decide}
            fields={{ ...fields, decision: "approve" }}
            variant="primary"
            submit={
              <span>
                Approve
                <Name version={version} />
              </span>
            }
            pending="Approving…"
          />
        </div>
      ) : null}
      <div data-key="return" className="contents">
        <WithReason
          label="Return…"
          decision="return"
          row={row}
          decide={decide}
          words="The author reads your reason and uploads a corrected file under the same number."
        />
      </div>
      <WithReason
        label="Reject…"
        decision="reject"
        row={row}
        decide={decide}
        words="This version will not be published. The author reads your reason."
      />
    </>
  );
}

/** Many buttons of a list say the same: those who hear them hear of what. */
const Name = ({ version }: { version: string }) => <span className="sr-only"> {version}</span>;

function WithReason({
  label,
  words,
  decision,
  row: { version, ...fields },
  decide,
}: {
  label: string;
  words: string;
  decision: "return" | "reject";
  row: Decidable;
  decide: FormAction;
}) {
  const isReject = decision === "reject";
  return (
    <Reveal
      label={
        <span>
          {label}
          <Name version={version} />
        </span>
      }
      variant={isReject ? "danger" : "secondary"}
    >
      <p>{words}</p>
      <ActionForm
        action={decide}
        fields={{ ...fields, decision }}
        variant={isReject ? "danger" : "secondary"}
        submit={`${isReject ? "Reject" : "Return"} ${version}`}
        pending="Saving…"
      >
        {(state) => <ReasonField label="Reason" state={state} />}
      </ActionForm>
    </Reveal>
  );
}
