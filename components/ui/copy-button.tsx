"use client";

import { Check, Copy } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { Button } from "./button";

const nothingChanges = () => () => {};

/** Puts a text into the clipboard, where the browser lets a page do that. */
export function CopyButton({ text, words }: { text: string; words: string }) {
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
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button type="button" size="sm" onClick={copy}>
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />} {words}
      </Button>
      {/* Beside the button: it keeps its name. */}
      <span role="status" className="text-sm text-muted">
        {isCopied ? "Copied" : null}
      </span>
    </div>
  );
}
