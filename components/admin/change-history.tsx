import type { ReactNode } from "react";
import { Time } from "../ui/time";

/** Who changed what, when and why; newest first. */
export function ChangeHistory({
  changes,
}: {
  changes: readonly { id: number; what: ReactNode; note: string; by: string | null; at: Date; more?: ReactNode }[];
}) {
  return (
    <ol className="grid gap-4">
      {changes.map(({ id, what, note, by, at, more }) => (
        <li key={id} className="border-l-2 border-line pl-4 [overflow-wrap:anywhere]">
          <p className="font-semibold">{what}</p>
          <p className="whitespace-pre-line">{note}</p>
          <p className="text-sm text-muted">
            <Time at={at} withTime />
            {by === null ? null : `, ${by || "(unnamed)"}`}
          </p>
          {more}
        </li>
      ))}
    </ol>
  );
}
