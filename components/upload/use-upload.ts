"use client";

import { type SubmitEvent, useEffect, useState } from "react";
import type { ActionState } from "@/lib/action-state";
import { type FormAction, useServerForm } from "../owner/use-server-form";
import { fileProblem, sendFile } from "./send-file";

export interface Upload {
  state: ActionState;
  formAction: (form: FormData) => void;
  file: File | null;
  choose(file: File | null): void;
  /** Share that has been sent, 0 to 1; null while nothing is being sent. */
  sent: number | null;
  /** A problem that the browser found, or the way to the server had. */
  problem: string | null;
  isBusy: boolean;
  isChecking: boolean;
  submit(event: SubmitEvent<HTMLFormElement>): void;
}

/**
 * The upload with JavaScript: first the bytes, with a progress bar, then the form's action with the stored file's id.
 * The chosen file stays chosen after an error, so that it can be sent again.
 */
export function useUpload(action: FormAction): Upload {
  const { state, formAction, send: sendForm, isPending: isChecking } = useServerForm(action);
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = sent !== null || isChecking;
  useWarningBeforeLeaving(sent !== null);

  function choose(next: File | null) {
    setFile(next);
    setProblem(next ? fileProblem(next) : null);
  }

  async function send(form: FormData) {
    if (!file) return setProblem("Choose a file first.");
    const wrong = fileProblem(file);
    setProblem(wrong);
    if (wrong) return;
    setSent(0);
    const result = await sendFile(file, setSent);
    if (!result.ok) {
      setSent(null);
      return setProblem(result.message);
    }
    form.delete("package");
    form.set("stagedId", result.stagedId);
    sendForm(form);
    setSent(null);
  }

  return {
    state,
    formAction,
    file,
    choose,
    sent,
    problem,
    isBusy,
    isChecking,
    submit(event) {
      event.preventDefault();
      if (!isBusy) void send(new FormData(event.currentTarget));
    },
  };
}

function useWarningBeforeLeaving(isActive: boolean) {
  useEffect(() => {
    if (!isActive) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isActive]);
}
