"use client";

import { Check, Copy } from "lucide-react";
import { useId, useState, useSyncExternalStore } from "react";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Input, Label } from "../ui/field";

/** A token at the one moment when it can be seen. It stands in a field, so that it can be selected without JavaScript too. */
export function NewToken({ name, token }: { name: string; token: string }) {
  const id = useId();
  return (
    <Alert tone="good" title={`The token “${name}” is made`} live>
      <div className="mt-1 grid gap-2">
        <p>Copy it now: it is shown this one time, and nobody can look it up later.</p>
        <Label htmlFor={id}>Token</Label>
        <Input
          id={id}
          readOnly
          value={token}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono text-[0.8125rem]"
        />
        <CopyButton text={token} />
      </div>
    </Alert>
  );
}

const nothingChanges = () => () => {};

function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  // Browsers offer the clipboard to pages from HTTPS and this machine only, and never without JavaScript.
  const canCopy = useSyncExternalStore(
    nothingChanges,
    () => navigator.clipboard !== undefined,
    () => false,
  );
  if (!canCopy) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div>
      <Button type="button" size="sm" onClick={copy}>
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
        <span role="status">{isCopied ? "Copied" : "Copy the token"}</span>
      </Button>
    </div>
  );
}
