import { CircleHelp, EyeOff, MessageCircleQuestion, ShieldAlert, Sparkles, UserPlus, UserX } from "lucide-react";
import type { ReactNode } from "react";
import type { VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import { VerdictBadge } from "../scan/verdict-badge";
import { Chip } from "../ui/chip";
import { EmptyState } from "../ui/empty-state";
import { Time } from "../ui/time";

export interface QueueRowView {
  versionId: number;
  packageName: string;
  pluginName: string;
  version: string;
  status: VersionStatus;
  verdict: "passed" | "advisory" | "blocked" | "inconclusive" | null;
  open: Record<"critical" | "warning" | "info", number>;
  since: Date;
  waitsBecause: string | null;
  needs: ("inconclusive" | "acceptance-asked" | "public-not-clean")[];
  uploaderName: string | null;
  isNewPlugin: boolean;
  isFirstByAuthor: boolean;
  newCriticalSuppressions: number;
  openRequests: number;
  isOwn: boolean;
}

/** What waits for an approver, the oldest first. */
export function QueueList({ title, lead, rows, empty }: { title: string; lead: string; rows: readonly QueueRowView[]; empty: string }) {
  return (
    <section aria-label={title} className="grid gap-3">
      <div>
        <h2 className="text-xl font-bold">
          {title} <span className="text-muted tabular-nums">({rows.length})</span>
        </h2>
        <p className="text-muted">{lead}</p>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={empty} />
      ) : (
        <ol className="grid gap-3">
          {rows.map((row) => (
            <li key={row.versionId}>
              <QueueRow row={row} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function QueueRow({ row }: { row: QueueRowView }) {
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
      <p className="text-[0.9375rem]">{row.waitsBecause ?? reasonWords(row)}</p>
      <p className="text-sm text-muted">
        <code>{row.packageName}</code>
        {row.uploaderName ? ` by ${row.uploaderName}` : ""}, waiting since <Time at={row.since} withTime />
        {countWords(row)}
      </p>
      <QueueChips row={row} />
    </article>
  );
}

/** Rows whose reason nobody wrote down still say what they want. */
function reasonWords({ needs, status }: QueueRowView): string {
  if (needs.includes("public-not-clean")) return "It is public, and its newest scan is not clean. It stays public until somebody decides.";
  if (needs.includes("inconclusive")) return "A check could not be run to its end.";
  if (needs.includes("acceptance-asked")) return "Its author asks to have a finding accepted.";
  return status === "validated" ? "The checks passed. Its author's versions are not published by themselves." : "It waits for a decision.";
}

function countWords({ open }: QueueRowView): string {
  const parts = [open.critical > 0 ? `${open.critical} critical` : "", open.warning > 0 ? `${open.warning} to consider` : ""].filter(
    Boolean,
  );
  return parts.length > 0 ? `; ${parts.join(", ")}` : "";
}

function QueueChips({ row }: { row: QueueRowView }) {
  const chips: ReactNode[] = [];
  const add = (key: string, tone: "info" | "warn" | "bad" | "neutral", icon: ReactNode, words: string) =>
    chips.push(
      <Chip key={key} tone={tone} icon={icon}>
        {words}
      </Chip>,
    );
  if (row.isOwn) add("own", "neutral", <UserX aria-hidden />, "You edit this plugin");
  if (row.isNewPlugin) add("new", "info", <Sparkles aria-hidden />, "New plugin");
  if (row.isFirstByAuthor) add("first", "info", <UserPlus aria-hidden />, "First version by this author");
  if (row.newCriticalSuppressions > 0) {
    const words = row.newCriticalSuppressions === 1 ? "1 new suppression" : `${row.newCriticalSuppressions} new suppressions`;
    add("suppressions", "warn", <EyeOff aria-hidden />, words);
  }
  if (row.openRequests > 0) {
    add(
      "asked",
      "warn",
      <MessageCircleQuestion aria-hidden />,
      row.openRequests === 1 ? "Acceptance asked" : `${row.openRequests} acceptances asked`,
    );
  }
  if (row.needs.includes("public-not-clean")) add("public", "bad", <ShieldAlert aria-hidden />, "Public, not clean");
  if (row.needs.includes("inconclusive")) add("inconclusive", "neutral", <CircleHelp aria-hidden />, "Could not be checked");
  return chips.length > 0 ? <div className="flex flex-wrap gap-1.5">{chips}</div> : null;
}
