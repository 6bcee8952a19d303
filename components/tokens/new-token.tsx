"use client";

import { useId } from "react";
import { Alert } from "../ui/alert";
import { CopyButton } from "../ui/copy-button";
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
        <CopyButton text={token} words="Copy the token" />
      </div>
    </Alert>
  );
}
