"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import type { ActionState } from "@/lib/action-state";
import { Field, Textarea } from "../ui/field";

/** A reason that people will read; what was typed comes back after an error, and is gone once it was taken. */
export function ReasonField({
  label,
  hint,
  state,
  isOptional,
  name = "reason",
}: {
  label: ReactNode;
  hint?: ReactNode;
  state: ActionState;
  isOptional?: boolean;
  name?: string;
}) {
  const id = useId();
  const control = useRef<HTMLTextAreaElement>(null);
  // The form may stand on for the opposite: why somebody was suspended is not why they come back.
  useEffect(() => {
    if (state.ok && control.current) control.current.value = "";
  }, [state]);
  const errors = state.error?.fields?.[name];
  return (
    <Field label={label} htmlFor={id} hint={hint} errors={errors}>
      <Textarea
        ref={control}
        id={id}
        name={name}
        required={!isOptional}
        maxLength={2000}
        defaultValue={state.error ? state.values?.[name] : undefined}
        aria-invalid={errors ? true : undefined}
        aria-describedby={[hint ? `${id}-hint` : "", errors ? `${id}-error` : ""].join(" ").trim() || undefined}
      />
    </Field>
  );
}
