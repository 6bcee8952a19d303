"use client";

import { useId } from "react";
import { ActionOutcome, type FormAction } from "../owner/action-form";
import { useServerForm } from "../owner/use-server-form";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Input, Label } from "../ui/field";

/** Makes an address and shows it this one time. Without JavaScript the page that comes back shows it. */
export function ReviewFeedForm({ action, hasFeed }: { action: FormAction; hasFeed: boolean }) {
  const { state, form, isPending } = useServerForm(action);
  // Ended since then, it is worth nothing any more.
  if (state.secret && hasFeed) return <NewAddress address={state.secret} />;
  return (
    <form {...form} className="grid gap-3">
      {hasFeed ? (
        <p className="text-sm text-muted">The address cannot be shown again. If you have lost it, make a new one, which ends the old.</p>
      ) : null}
      <ActionOutcome state={state} />
      <div>
        <Button variant={hasFeed ? "secondary" : "primary"} disabled={isPending}>
          {isPending ? "Making it…" : hasFeed ? "Make a new address" : "Make the address"}
        </Button>
      </div>
    </form>
  );
}

function NewAddress({ address }: { address: string }) {
  const id = useId();
  return (
    <Alert tone="good" title="The address is made" live>
      <div className="mt-1 grid gap-2">
        <p>Copy it now: it is shown this one time, and nobody can look it up later.</p>
        <Label htmlFor={id}>Address for QGIS</Label>
        <Input
          id={id}
          readOnly
          value={address}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono text-[0.8125rem]"
        />
        <CopyButton text={address} words="Copy the address" />
      </div>
    </Alert>
  );
}
