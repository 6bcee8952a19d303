"use client";

import { HARMLESS_LANE_MODES, HARMLESS_MODE_WORDS, type HarmlessLaneMode } from "@/lib/domain/harmless-lane";
import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";

/** Off, dry run or on, with the reason that the history keeps. */
export function HarmlessLaneForm({ action, mode }: { action: FormAction; mode: HarmlessLaneMode }) {
  return (
    <ActionForm action={action} fields={{}} submit="Change" pending="Changing…" variant="primary" size="md">
      {(state) => (
        <>
          <fieldset className="grid gap-2">
            <legend className="mb-1 text-sm font-semibold">The lane is</legend>
            {HARMLESS_LANE_MODES.map((one) => (
              <label key={one} className="flex items-start gap-2.5">
                <input
                  type="radio"
                  name="mode"
                  value={one}
                  defaultChecked={(state.error ? state.values?.mode : mode) === one}
                  className="mt-1 size-4 shrink-0 accent-brand"
                />
                <span>
                  <span className="font-semibold">{HARMLESS_MODE_WORDS[one].label}</span>
                  <span className="block text-sm text-muted">{HARMLESS_MODE_WORDS[one].meaning}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <ReasonField name="note" label="Why" hint="Kept in the history." state={state} />
        </>
      )}
    </ActionForm>
  );
}
