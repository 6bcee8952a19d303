"use client";

import { RefreshCw, Upload } from "lucide-react";
import { TRANSITIONS, type VersionEvent, type VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import { LinkButton } from "../ui/button";
import { ButtonRow } from "../ui/button-row";
import { ActionForm } from "./action-form";
import { useOwnerActions } from "./owner-actions";
import { Reveal } from "./reveal";

export interface ActionableVersion {
  id: number;
  status: VersionStatus;
  packageName: string;
  version: string;
  scanId: string | null;
  artifactSha256: string;
  wasEverApproved: boolean;
  /** Public with critical findings: its maintainers are asked for a version without them. */
  isRed: boolean;
}

/**
 * What an editor can do with a version in its present state. Renders nothing outside an OwnerActionsProvider.
 *
 * @param isScanning a scan runs already: no other is offered
 */
export function VersionActions({ version, isScanning }: { version: ActionableVersion; isScanning?: boolean }) {
  const actions = useOwnerActions();
  if (!actions) return null;
  const fields = { versionId: version.id };
  return (
    <ButtonRow>
      <UploadLink version={version} />
      {may("rescan", version) && !isScanning ? (
        <ActionForm
          action={actions.rescan}
          fields={fields}
          variant={version.status === "inconclusive" ? "primary" : "secondary"}
          pending="Starting…"
          submit={
            <>
              <RefreshCw aria-hidden /> Scan again
            </>
          }
        />
      ) : null}
      {may("restore", version) ? (
        <ActionForm action={actions.restore} fields={fields} submit="Publish again" pending="Publishing…" />
      ) : null}
      {may("withdraw", version) ? (
        <Reveal label="Withdraw…" variant="danger">
          <p>
            {version.version} disappears from the plugin list, and the public can no longer download it. People who installed it keep it.
            You can publish it again later.
          </p>
          <ActionForm
            action={actions.withdraw}
            fields={fields}
            submit={`Withdraw ${version.version}`}
            pending="Withdrawing…"
            variant="danger"
          />
        </Reveal>
      ) : null}
      {may("delete-draft", version) ? (
        <Reveal label="Delete draft…" variant="danger">
          <p>The file and its report are removed for good. The number {version.version} can be used again.</p>
          <ActionForm
            action={actions.deleteDraft}
            fields={fields}
            submit={`Delete ${version.version}`}
            pending="Deleting…"
            variant="danger"
          />
        </Reveal>
      ) : null}
    </ButtonRow>
  );
}

/** A version that was never public is replaced under its own number; any other needs a new one. */
function UploadLink({ version }: { version: ActionableVersion }) {
  const isReplaceable = may("replace-file", version);
  const needsCorrection = version.isRed || ["blocked", "returned", "rejected"].includes(version.status);
  return (
    <LinkButton
      size="sm"
      variant={needsCorrection ? "primary" : "secondary"}
      href={urls.addPlugin({ plugin: version.packageName, ...(isReplaceable ? { version: version.version } : {}) })}
    >
      <Upload aria-hidden /> {isReplaceable ? "Upload a corrected file" : "Upload a new version"}
    </LinkButton>
  );
}

/** Whether the table of states has such a move for an editor. The server decides again, with all conditions. */
function may(event: VersionEvent, version: ActionableVersion): boolean {
  if ((event === "delete-draft" || event === "replace-file") && version.wasEverApproved) return false;
  return TRANSITIONS.some((row) => row.event === event && row.from.includes(version.status) && row.by.includes("editor"));
}
