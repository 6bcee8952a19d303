import { Disclosure } from "../ui/disclosure";
import { Time } from "../ui/time";

export interface PublicHistoryView {
  id: number;
  at: Date;
  event: keyof typeof WORDS;
  version: string | null;
}

const WORDS = {
  approve: "published after an approver’s look",
  "approve-automatically": "published automatically: trusted author, checks passed",
  "approve-harmless": "published automatically: only texts and pictures changed",
  published: "published where it was imported from",
  restored: "offered again",
  released: "released from quarantine",
  withdrawn: "withdrawn by its maintainers",
  vanished: "withdrawn: no longer offered where it was imported from",
  quarantined: "hidden by this site’s approvers",
  removed: "taken away by this site’s approvers",
  "owner-changed": "The plugin has another owner",
  transferred: "This site’s administrators gave the plugin to another owner",
} as const;

/** When versions of the plugin became public and when that ended, newest first; and that the owner changed. */
export function PublicHistory({ entries }: { entries: readonly PublicHistoryView[] }) {
  if (entries.length === 0) return null;
  return (
    <Disclosure id="history" summary={<h2 className="text-lg font-bold">What happened</h2>}>
      <ol className="grid gap-1.5 text-[0.9375rem]">
        {entries.map(({ id, at, event, version }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 [overflow-wrap:anywhere]">
            <span className="text-sm whitespace-nowrap text-muted">
              <Time at={at} withTime />
            </span>
            <span>
              {version ? <span className="font-semibold">{version} </span> : null}
              {WORDS[event]}
            </span>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
