import type { VersionEvent, VersionStatus } from "@/lib/domain/version-status";
import { Time } from "../ui/time";
import { StatusChip } from "./status-chip";

export interface HistoryEntry {
  at: Date;
  event: string;
  fromStatus: VersionStatus | null;
  toStatus: VersionStatus | null;
  actorKind: "person" | "token" | "system" | "importer";
  actorName: string | null;
  reason: string | null;
  /** Of the scan that the entry is about. */
  hasScanEnded: boolean;
  /** Another one had ended before it. */
  wasScannedBefore: boolean;
}

export const VERSION_EVENT_WORDS: Record<VersionEvent, string> = {
  "accept-new-plugin": "Uploaded as a new plugin",
  "accept-new-version": "Uploaded",
  "import-public": "Imported as published",
  "import-draft": "Imported",
  "import-vanished": "Withdrawn: no longer offered where it was imported from",
  "import-offered-again": "Offered again where it was imported from",
  conclude: "Checks ended",
  "approve-automatically": "Published automatically",
  "approve-harmless": "Published automatically: only harmless files changed",
  approve: "Approved",
  return: "Returned with a request for changes",
  reject: "Rejected",
  "no-answer": "Rejected: no corrected file for 60 days",
  "refuse-suppression": "Blocked: a suppression was refused",
  "acceptance-ended": "Blocked: the acceptance of a finding ended",
  "finding-accepted": "Unblocked: a finding was accepted",
  "replace-file": "The file was replaced",
  rescan: "A scan began",
  "delete-draft": "Deleted",
  withdraw: "Withdrawn by its maintainers",
  restore: "Published again",
  quarantine: "Quarantined",
  release: "Released from quarantine",
};

/** Everything that happened to a version, newest first. */
export function VersionHistory({ entries }: { entries: readonly HistoryEntry[] }) {
  return (
    <ol className="grid gap-4">
      {entries.toReversed().map((entry) => (
        <li key={`${entry.at.toISOString()}-${entry.event}-${entry.toStatus}`} className="grid gap-1 border-l-2 border-line-strong pl-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold">{eventWords(entry)}</span>
            {entry.toStatus ? <StatusChip status={entry.toStatus} /> : null}
          </div>
          <p className="text-sm text-muted">
            <Time at={entry.at} withTime />
            {entry.actorKind === "system" ? null : `, by ${actorWords(entry)}`}
          </p>
          {entry.reason ? <p className="max-w-prose text-[0.9375rem] whitespace-pre-line">“{entry.reason}”</p> : null}
        </li>
      ))}
    </ol>
  );
}

export function eventWords(entry: Omit<HistoryEntry, "at" | "actorName" | "reason">): string {
  const { event, actorKind } = entry;
  // Acceptances end by themselves, or by an approver.
  if (event === "acceptance-ended" && actorKind === "person") return "Blocked: the acceptance of a finding was taken back";
  // No entry of its own tells that such a scan has ended.
  if (event === "rescan" && entry.fromStatus === entry.toStatus && entry.hasScanEnded)
    return entry.wasScannedBefore ? "Scanned again" : "Scanned";
  if (event === "rescan" && entry.wasScannedBefore) return "A new scan began";
  return VERSION_EVENT_WORDS[event as VersionEvent] ?? event;
}

function actorWords({ actorKind, actorName }: HistoryEntry): string {
  if (actorKind === "importer") return "the importer";
  const name = actorName === null ? "a person whose account is gone" : actorName || "a person without a name";
  return actorKind === "token" ? `${name} (token)` : name;
}
