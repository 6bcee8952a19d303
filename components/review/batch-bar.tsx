"use client";

import { ActionOutcome, type FormAction } from "../owner/action-form";
import { useServerForm } from "../owner/use-server-form";
import { Button } from "../ui/button";

/** The rows' boxes belong to this form by its id, wherever they stand. */
export const BATCH_FORM = "selected-rows";

/** Approves the rows whose boxes are ticked, each for itself. */
export function BatchBar({ action }: { action: FormAction }) {
  const { state, form, isPending } = useServerForm(action);
  return (
    <form id={BATCH_FORM} {...form} className="mb-3 grid gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="sm" disabled={isPending}>
          {isPending ? "Approving…" : "Approve selected"}
        </Button>
        <span className="text-sm text-muted">Tick the rows that you have looked at. Each is decided for itself.</span>
      </div>
      <ActionOutcome state={state.error?.fields?.row ? { error: { message: state.error.fields.row.join(" ") } } : state} />
    </form>
  );
}
