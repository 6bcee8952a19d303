"use client";

import type { ReactNode } from "react";
import type { ActionState } from "@/lib/action-state";
import { Alert } from "../ui/alert";
import { Button, type ButtonSize, type ButtonVariant } from "../ui/button";
import { PackageProblems } from "../upload/package-problems";
import { type FormAction, useServerForm } from "./use-server-form";

export type { FormAction };

/**
 * A form around one server action: sends once per click, says what came of it. Works without JavaScript, where the
 * page comes back with the same words.
 *
 * @param fields hidden fields: ids, never anything that the server does not check again
 */
export function ActionForm({
  action,
  fields,
  submit,
  pending: pendingWords,
  variant = "secondary",
  size = "sm",
  children,
}: {
  action: FormAction;
  fields: Record<string, string | number>;
  submit: ReactNode;
  pending: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The visible fields; gets what was typed before and what is wrong with it. */
  children?: (state: ActionState) => ReactNode;
}) {
  const { state, form, isPending } = useServerForm(action);
  return (
    <form {...form} className="grid gap-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children?.(state)}
      <ActionOutcome state={state} />
      <div>
        <Button variant={variant} size={size} disabled={isPending}>
          {isPending ? pendingWords : submit}
        </Button>
      </div>
    </form>
  );
}

/** What an action said, announced to screen readers: first the whole of it, then what exactly is wrong. */
export function ActionOutcome({ state }: { state: ActionState }) {
  if (state.error?.details) return <PackageProblems error={state.error} />;
  if (state.error) return <Alert tone="bad" title={state.error.message} live />;
  if (state.ok && state.message) return <Alert tone="good" title={state.message} live />;
  return null;
}
