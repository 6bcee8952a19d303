import type { ListObstacle, NewerVersion, QueueReason } from "@/lib/domain/review-queue";
import type { VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import type { FormAction } from "../owner/action-form";
import { VerdictBadge } from "../scan/verdict-badge";
import { Time } from "../ui/time";
import { BATCH_FORM } from "./batch-bar";
import { type ClaimActions, ClaimNote, type ClaimView } from "./claim-note";
import { dueWords } from "./due-words";
import { NewerWaits } from "./newer-waits";
import { QueueChips } from "./queue-chips";
import { obstacleWords, PENDING_WORDS, whyItWaits } from "./queue-words";
import { RowActions } from "./row-actions";

export interface QueueRowView {
  versionId: number;
  packageName: string;
  pluginName: string;
  version: string;
  status: VersionStatus;
  verdict: "passed" | "advisory" | "blocked" | "inconclusive" | null;
  scanId: string | null;
  artifactSha256: string;
  open: Record<"critical" | "warning" | "info", number>;
  since: Date;
  dueAt: Date;
  waitsBecause: string | null;
  reasons: QueueReason[];
  newCriticalSuppressions: number;
  openRequests: number;
  uploaderName: string;
  isExperimental: boolean;
  isOwn: boolean;
  newer: NewerVersion | null;
  obstacle: ListObstacle | null;
  claim: ClaimView | null;
  pending: { decision: "approve" | "return" | "reject"; byName: string; isMine: boolean } | null;
}

export interface QueueActions extends ClaimActions {
  decide: FormAction;
}

export const canApproveFromList = (row: QueueRowView): boolean =>
  row.status === "validated" && row.scanId !== null && row.obstacle === null && !row.pending;

/** One waiting version: what it is, why it waits, since when and until when, and what can be done about it at once. */
export function QueueRow({ row, now, actions }: { row: QueueRowView; now: Date; actions: QueueActions }) {
  const name = `${row.pluginName} ${row.version}`;
  const { words, says } = whyItWaits(row);
  const obstacle = obstacleWords(row, says);
  return (
    <article className="grid gap-2 rounded-card border border-line bg-surface p-4 focus-within:border-brand">
      <div className="flex items-start gap-3">
        {canApproveFromList(row) ? (
          <input
            type="checkbox"
            name="row"
            form={BATCH_FORM}
            value={`${row.versionId}:${row.scanId}:${row.artifactSha256}`}
            aria-label={`Select ${name}`}
            className="mt-1.5 size-4.5 shrink-0 accent-brand"
          />
        ) : null}
        <div className="flex min-w-0 grow flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
          <h3 className="min-w-0 text-lg font-bold [overflow-wrap:anywhere]">
            <a href={urls.reviewVersion(row.versionId)} data-queue-row>
              {name}
            </a>
          </h3>
          <VerdictBadge verdict={row.verdict} />
        </div>
      </div>
      <p className="text-[0.9375rem]">{words}</p>
      {row.newer ? <NewerWaits newer={row.newer} isOwn={row.isOwn} /> : null}
      <RowFacts row={row} now={now} />
      <QueueChips row={row} said={says} />
      {obstacle ? <p className="text-sm text-muted">{obstacle}</p> : null}
      <WhatToDo row={row} actions={actions} />
    </article>
  );
}

function RowFacts({ row, now }: { row: QueueRowView; now: Date }) {
  const due = dueWords(row.dueAt, now);
  return (
    <p className="text-sm text-muted [overflow-wrap:anywhere]">
      <code>{row.packageName}</code>
      {row.uploaderName ? ` by ${row.uploaderName}` : ""}, waiting since <Time at={row.since} withTime />,{" "}
      <span className={due.isLate ? "font-semibold text-bad-ink" : "font-semibold text-ink"}>{due.words}</span>
      {countWords(row)}
    </p>
  );
}

function countWords({ open }: QueueRowView): string {
  const parts = [open.critical > 0 ? `${open.critical} critical` : "", open.warning > 0 ? `${open.warning} to consider` : ""];
  const words = parts.filter(Boolean).join(", ");
  return words ? `; ${words}` : "";
}

function WhatToDo({ row, actions }: { row: QueueRowView; actions: QueueActions }) {
  const { pending, scanId, status, isOwn } = row;
  if (pending) {
    const who = pending.isMine ? "You have" : `${pending.byName || "Somebody"} has`;
    return <p className="text-sm font-semibold">{`${who} decided: it ${PENDING_WORDS[pending.decision]} in a few seconds.`}</p>;
  }
  if (isOwn) return null;
  const canDecide = scanId !== null && status !== "approved";
  return (
    <div className="mt-1 flex flex-wrap items-start gap-2">
      {canDecide ? <RowActions row={{ ...row, scanId }} canApprove={canApproveFromList(row)} decide={actions.decide} /> : null}
      <ClaimNote claim={row.claim} versionId={row.versionId} actions={actions} />
    </div>
  );
}
