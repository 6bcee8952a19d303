"use client";

import { CircleCheck } from "lucide-react";
import { ActionForm, type FormAction } from "../owner/action-form";
import { Chip } from "../ui/chip";
import { Checkbox } from "../ui/field";
import { VisibleText } from "../ui/visible-text";

export interface PointView {
  id: string;
  text: string;
  isDone: boolean;
  isConfirmed: boolean;
}

/**
 * What an approver asked for. Its owner ticks what is done, the approver what they have seen; everybody else reads.
 *
 * @param side whose boxes these are; null: nobody's
 */
export function PointList({
  points,
  versionId,
  side,
  action,
}: {
  points: readonly PointView[];
  versionId: number;
  side: "owner" | "approver" | null;
  action: FormAction | null;
}) {
  if (!side || !action) return <Points points={points} side={null} />;
  return (
    <ActionForm action={action} fields={{ versionId }} submit="Save the ticks" pending="Saving…">
      {() => <Points points={points} side={side} />}
    </ActionForm>
  );
}

function Points({ points, side }: { points: readonly PointView[]; side: "owner" | "approver" | null }) {
  return (
    <ol className="grid gap-2.5">
      {points.map((point) => (
        <li key={point.id} className="flex flex-wrap items-start gap-x-3 gap-y-1">
          {side ? (
            <Checkbox
              id={`point-${point.id}`}
              name="ticked"
              value={point.id}
              // What was saved is the new beginning.
              key={`${point.isDone} ${point.isConfirmed}`}
              defaultChecked={side === "owner" ? point.isDone : point.isConfirmed}
              label={<VisibleText text={point.text} />}
            />
          ) : (
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <VisibleText text={point.text} />
            </span>
          )}
          {point.isDone && side !== "owner" ? <Chip tone="info">The author says: done</Chip> : null}
          {point.isConfirmed && side !== "approver" ? (
            <Chip tone="good" icon={<CircleCheck aria-hidden />}>
              Confirmed
            </Chip>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
