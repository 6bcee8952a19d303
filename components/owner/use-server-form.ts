"use client";

import { unstable_rethrow } from "next/navigation";
import { type ComponentProps, startTransition, useActionState, useEffect, useRef } from "react";
import type { ActionState } from "@/lib/action-state";

export type FormAction = (previous: ActionState, form: FormData) => Promise<ActionState>;

const LOST = "The connection was lost before an answer came. Look whether it was done, and try again if not.";

export interface ServerForm {
  state: ActionState;
  /** For the form's `action`: what is sent while there is no JavaScript. */
  formAction: (form: FormData) => void;
  /** With JavaScript. Unlike a plain action it survives a lost connection: the page stays, and says so. */
  send(form: FormData): void;
  isPending: boolean;
  /** For a form that is sent whole, once per click: `<form {...form}>`. */
  form: Pick<ComponentProps<"form">, "action" | "onSubmit">;
}

/** What came of a form that went away with it: last-words.tsx says it in its place. */
export const LAST_WORDS = "last-words";
const leave = (words: ActionState | null) => window.dispatchEvent(new CustomEvent(LAST_WORDS, { detail: words }));

/** One server action, sent with and without JavaScript. */
export function useServerForm(action: FormAction): ServerForm {
  const [plainState, formAction, isPlainPending] = useActionState(action, {});
  const unsaid = useRef<ActionState>(null);
  const [sentState, dispatch, isSentPending] = useActionState(
    async (previous: ActionState | null, form: FormData): Promise<ActionState | null> => {
      leave(null);
      try {
        const said = await action(previous ?? {}, form);
        unsaid.current = said;
        return said;
      } catch (error) {
        // A redirect is told by throwing.
        unstable_rethrow(error);
        return { error: { message: LOST } };
      }
    },
    null,
  );
  useEffect(() => {
    // The form stands here still, and says it itself.
    if (sentState === unsaid.current) unsaid.current = null;
  }, [sentState]);
  useEffect(
    () => () => {
      if (unsaid.current) leave(unsaid.current);
    },
    [],
  );
  const isPending = isPlainPending || isSentPending;
  const send = (form: FormData) => startTransition(() => dispatch(form));
  const onSubmit: ServerForm["form"]["onSubmit"] = (event) => {
    event.preventDefault();
    if (!isPending) send(new FormData(event.currentTarget));
  };
  return { state: sentState ?? plainState, formAction, send, isPending, form: { action: formAction, onSubmit } };
}
