import type { ReactNode } from "react";
import type { QueueList as ListName } from "@/lib/domain/review-queue";
import { type QueueActions, QueueRow, type QueueRowView } from "./queue-row";
import { LIST_WORDS } from "./queue-words";

/** What waits in one list. */
export function QueueList({
  list,
  rows,
  now,
  actions,
  empty,
}: {
  list: ListName;
  rows: readonly QueueRowView[];
  now: Date;
  actions: QueueActions;
  /** Shown instead of no rows. */
  empty: ReactNode;
}) {
  if (rows.length === 0) return empty;
  return (
    <section aria-label={LIST_WORDS[list].title}>
      <ol className="grid gap-3">
        {rows.map((row) => (
          <li key={row.versionId}>
            <QueueRow row={row} now={now} actions={actions} />
          </li>
        ))}
      </ol>
    </section>
  );
}
