"use client";

import type { ReactNode } from "react";
import { CANNED_POINTS, CANNED_QUARANTINES, CANNED_REJECTIONS } from "@/lib/domain/canned-reasons";
import { STATUS_WORDS, type VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import type { FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";
import { Reveal } from "../owner/reveal";
import { CannedText } from "./canned-text";
import { APPROVAL_FORM } from "./checklist-form";
import { DecisionForm } from "./decision-form";

export interface DecidableVersion {
  id: number;
  status: VersionStatus;
  version: string;
  /** What the approver looked at: the server refuses a decision about anything else. */
  scanId: string | null;
  artifactSha256: string;
  /** Where a quarantined version goes when it is released; null while it cannot be. */
  releasesTo: VersionStatus | null;
}

export interface ReviewActionSet {
  approve: FormAction;
  return: FormAction;
  reject: FormAction;
  quarantine: FormAction;
  release: FormAction;
}

interface Props {
  version: DecidableVersion;
  actions: ReviewActionSet;
  isAdmin: boolean;
  /** What a quarantine would mean for those who use it; said before it is done. */
  quarantineEffect: ReactNode;
}

const WAITING: VersionStatus[] = ["validated", "blocked", "inconclusive"];

/** What an approver can do with a version now, each with its reason, the mail that it sends, and the button. */
export function DecisionForms({ version, actions, isAdmin, quarantineEffect }: Props) {
  const { status, scanId } = version;
  const forms = formsOf(version);
  return (
    <div className="grid gap-4">
      {status === "validated" && scanId ? (
        <DecisionForm
          {...forms}
          action={actions.approve}
          outcome="approved"
          submit={`Approve and publish ${version.version}`}
          variant="primary"
          formId={APPROVAL_FORM}
        >
          {(state) => <ReasonField name="note" label="Note to the author" hint="Optional." state={state} isOptional />}
        </DecisionForm>
      ) : null}
      <div className="flex flex-wrap items-start gap-2">
        {WAITING.includes(status) ? (
          <>
            <ReturnForm version={version} action={actions.return} />
            <RejectForm version={version} action={actions.reject} />
          </>
        ) : null}
        {["approved", "withdrawn", "validated"].includes(status) ? (
          <Reveal label="Quarantine…" variant="danger">
            <p>
              {status === "approved" ? "Hides the version from everybody at once" : "Keeps the version from becoming public"} while it is
              looked into. An admin can release it again.
            </p>
            {quarantineEffect}
            <DecisionForm
              {...forms}
              action={actions.quarantine}
              outcome="quarantined"
              submit={`Quarantine ${version.version}`}
              variant="danger"
            >
              {(state) => <CannedText name="reason" label="Reason" state={state} canned={CANNED_QUARANTINES} isRequired />}
            </DecisionForm>
          </Reveal>
        ) : null}
        {status === "quarantined" && isAdmin ? (
          <>
            <Reveal label="Release…">
              <ReleaseEffect to={version.releasesTo} />
              <DecisionForm
                {...forms}
                action={actions.release}
                outcome="released"
                submit={`Release ${version.version}`}
                variant="secondary"
              >
                {(state) => <ReasonField label="Reason" state={state} />}
              </DecisionForm>
            </Reveal>
            <RejectForm version={version} action={actions.reject} />
          </>
        ) : null}
      </div>
    </div>
  );
}

function ReleaseEffect({ to }: { to: VersionStatus | null }) {
  if (!to) return <p>It was public, and cannot be released while its checks do not pass. Scan it again, or reject it.</p>;
  return (
    <p>
      It goes back to “{STATUS_WORDS[to].label}”. {STATUS_WORDS[to].meaning}
    </p>
  );
}

const formsOf = ({ id, scanId, artifactSha256 }: DecidableVersion) => ({
  fields: { versionId: id, scanId: scanId ?? "", artifactSha256 },
  previewHref: urls.reviewMailPreview(id),
});

function ReturnForm({ version, action }: { version: DecidableVersion; action: FormAction }) {
  return (
    <Reveal label="Return to the author…">
      <p>The author ticks off what is done, and uploads a corrected file under the same number.</p>
      <DecisionForm {...formsOf(version)} action={action} outcome="returned" submit={`Return ${version.version}`} variant="secondary">
        {(state) => (
          <>
            <CannedText
              name="points"
              label="What to do"
              hint="One thing a line: each becomes a box to tick."
              state={state}
              canned={CANNED_POINTS}
            />
            <ReasonField label="Reason" hint="Needed unless the list says it all." state={state} isOptional />
          </>
        )}
      </DecisionForm>
    </Reveal>
  );
}

function RejectForm({ version, action }: { version: DecidableVersion; action: FormAction }) {
  return (
    <Reveal label="Reject…" variant="danger">
      <p>This version will not be published. The author reads your reason.</p>
      <DecisionForm {...formsOf(version)} action={action} outcome="rejected" submit={`Reject ${version.version}`} variant="danger">
        {(state) => <CannedText name="reason" label="Reason" state={state} canned={CANNED_REJECTIONS} isRequired />}
      </DecisionForm>
    </Reveal>
  );
}
