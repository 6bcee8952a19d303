import type { QueueReason } from "@/lib/domain/review-queue";
import type { VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import { VerdictBadge } from "../scan/verdict-badge";
import { Time } from "../ui/time";
import { dueWords } from "./due-words";
import { QueueChips } from "./queue-chips";
import { whyItWaits } from "./queue-words";

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
  newerVersion: string | null;
}

/** One waiting version: what it is, why it waits, since when and until when. */
export function QueueRow({ row, now }: { row: QueueRowView; now: Date }) {
  return (
    <article className="grid gap-2 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        <h3 className="min-w-0 text-lg font-bold [overflow-wrap:anywhere]">
          <a href={urls.reviewVersion(row.versionId)}>
            {row.pluginName} {row.version}
          </a>
        </h3>
        <VerdictBadge verdict={row.verdict} />
      </div>
      <p className="text-[0.9375rem]">{whyItWaits(row)}</p>
      {row.newerVersion ? <p className="text-[0.9375rem]">A newer one waits: {row.newerVersion}. Decide about that one first.</p> : null}
      <RowFacts row={row} now={now} />
      <QueueChips row={row} />
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
