"use client";

import { ListChecks, Upload as UploadIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { FormAction } from "../owner/action-form";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/field";
import { ProgressBar } from "../ui/progress-bar";
import { FilePicker } from "./file-picker";
import { PackageProblems } from "./package-problems";
import { useUpload } from "./use-upload";

/**
 * @param canWait the person's uploads are published by themselves, and this one may wait for a look instead
 * @param expectedPackage the page was opened for this plugin: another one is refused
 * @param sendsAtOnce the file is sent when it is dropped or chosen, since nothing is left to say; the choices stand before it
 */
export function UploadForm({
  action,
  canWait,
  expectedPackage,
  sendsAtOnce = false,
}: {
  action: FormAction;
  canWait: boolean;
  expectedPackage?: string;
  sendsAtOnce?: boolean;
}) {
  const form = useRef<HTMLFormElement>(null);
  const upload = useUpload(action);
  const { state, sent, isBusy, isChecking, problem, file } = upload;
  // Without JavaScript the page comes back after a refusal, and both choices must still stand: the next press may publish.
  const [isOnlyCheck, setOnlyCheck] = useState(state.values?.onlyCheck === "on");
  // Said only where it is true: without JavaScript nothing is sent before the button is pressed.
  const [isAtOnce, setAtOnce] = useState(false);
  useEffect(() => setAtOnce(sendsAtOnce), [sendsAtOnce]);
  useEffect(() => {
    if (sendsAtOnce && file) form.current?.requestSubmit();
  }, [sendsAtOnce, file]);
  const picker = <FilePicker file={file} onChoose={upload.choose} isDisabled={isBusy} isSentAtOnce={isAtOnce} />;
  return (
    <form ref={form} action={upload.formAction} onSubmit={upload.submit} className="grid gap-5">
      {expectedPackage ? <input type="hidden" name="expectedPackage" value={expectedPackage} /> : null}
      {sendsAtOnce ? null : picker}
      {canWait ? (
        <Checkbox
          id="asks-to-wait"
          name="asksToWait"
          defaultChecked={state.values?.asksToWait === "on"}
          label="Wait for a look by an approver"
          hint="Without this, the version is published by itself as soon as all checks pass, unless a comment in it hides a critical finding."
        />
      ) : null}
      <Checkbox
        id="only-check"
        name="onlyCheck"
        defaultChecked={isOnlyCheck}
        onChange={(event) => setOnlyCheck(event.currentTarget.checked)}
        label="Only check, do not publish"
        hint="The same checks and nothing else: no version, no mail. Nobody but you sees the result, and it is gone after a week."
      />
      {sendsAtOnce ? picker : null}
      {problem && !isBusy ? <Alert tone="bad" title={problem} live /> : null}
      {state.error && !problem && !isBusy ? <PackageProblems error={state.error} /> : null}
      <SendingState sent={sent} isChecking={isChecking} />
      {isAtOnce ? (
        <SendAgain isOffered={file !== null && !isBusy && (problem ?? state.error) != null} />
      ) : (
        <div>
          <Button variant="primary" size="lg" disabled={isBusy}>
            {isOnlyCheck ? <ListChecks aria-hidden /> : <UploadIcon aria-hidden />}
            {buttonWords({ isOnlyCheck, isBusy, isSent: sent === 1 || isChecking })}
          </Button>
        </div>
      )}
    </form>
  );
}

function buttonWords({ isOnlyCheck, isBusy, isSent }: { isOnlyCheck: boolean; isBusy: boolean; isSent: boolean }): string {
  if (isSent) return "Reading…";
  if (isOnlyCheck) return isBusy ? "Sending…" : "Check";
  return isBusy ? "Uploading…" : "Upload";
}

/** Where a file is sent when it is chosen, a button is of use only after that did not work: the same file cannot be chosen twice. */
function SendAgain({ isOffered }: { isOffered: boolean }) {
  if (!isOffered) return null;
  return (
    <div>
      <Button>
        <UploadIcon aria-hidden /> Send it again
      </Button>
    </div>
  );
}

function SendingState({ sent, isChecking }: { sent: number | null; isChecking: boolean }) {
  const isSent = sent === 1 || isChecking;
  if (sent === null && !isChecking) return <div role="status" className="sr-only" />;
  return (
    <div className="grid gap-1.5">
      <div role="status" className="text-sm font-semibold">
        {isSent ? "Sent. Reading the package…" : "Sending the file…"}
      </div>
      <div className="flex items-center gap-3">
        <ProgressBar label="Sent" max={100} value={isSent ? undefined : Math.round((sent ?? 0) * 100)} className="max-w-md" />
        <span className="w-12 text-sm tabular-nums">{isSent ? "" : `${Math.round((sent ?? 0) * 100)} %`}</span>
      </div>
    </div>
  );
}
