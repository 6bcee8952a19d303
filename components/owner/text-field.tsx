"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import type { ActionState } from "@/lib/action-state";
import { Field, Input } from "../ui/field";

/** One line of text in an action's form; what was typed comes back after an error. */
export function TextField({
  label,
  hint,
  state,
  name,
  initial,
  ...rest
}: Omit<ComponentProps<"input">, "id" | "defaultValue"> & {
  label: ReactNode;
  hint?: ReactNode;
  state: ActionState;
  name: string;
  /** What is stored already. */
  initial?: string;
}) {
  const id = useId();
  const errors = state.error?.fields?.[name];
  return (
    <Field label={label} htmlFor={id} hint={hint} errors={errors}>
      <Input
        id={id}
        name={name}
        required
        autoComplete="off"
        defaultValue={state.error ? state.values?.[name] : initial}
        aria-invalid={errors ? true : undefined}
        aria-describedby={[hint ? `${id}-hint` : "", errors ? `${id}-error` : ""].join(" ").trim() || undefined}
        {...rest}
      />
    </Field>
  );
}
