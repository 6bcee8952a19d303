"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Checkbox } from "../ui/field";

const KEYS: readonly [key: string, words: string][] = [
  ["j", "next row"],
  ["k", "row before"],
  ["a", "approve the row"],
  ["r", "return it: opens the form for your reason; Escape closes it"],
  ["o or Enter", "open it"],
  ["x", "select it, or no longer"],
  ["u", "undo your last decision"],
  ["?", "show or hide these keys"],
];

const STORED = "review-keys-off";
const row = "[data-queue-row]";

/**
 * Keys for the list: each moves the real focus or presses the button that everybody can press. They are silent while
 * somebody writes or holds a modifier, and can be switched off.
 */
export function QueueKeys() {
  const help = useRef<HTMLDetailsElement>(null);
  const last = useRef(-1);
  const [said, say] = useState("");
  const isOn = useSyncExternalStore(
    listenToStorage,
    () => localStorage.getItem(STORED) === null,
    () => true,
  );
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") return closeForm(event);
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      // A key that is held down goes on moving, but decides about nothing more.
      if (event.repeat && event.key !== "j" && event.key !== "k") return;
      const words = press(event.key, last, help.current);
      if (words === null) return;
      event.preventDefault();
      say(words);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn]);
  return (
    <>
      <details ref={help} className="mb-3 text-sm">
        <summary className="cursor-pointer font-semibold text-brand-text">Keyboard shortcuts</summary>
        <dl className="mt-2 grid max-w-prose grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-card border border-line bg-surface p-4">
          {KEYS.map(([key, words]) => (
            <div key={key} className="contents">
              <dt className="font-mono font-semibold">{key}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-2">
          <Checkbox id="use-keys" label="Use these keys" checked={isOn} onChange={(event) => switchKeys(event.currentTarget.checked)} />
        </div>
      </details>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

function listenToStorage(tell: () => void): () => void {
  addEventListener("storage", tell);
  return () => removeEventListener("storage", tell);
}

function switchKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "1");
  // browsers tell only the other windows
  dispatchEvent(new Event("storage"));
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

/** @returns what to announce, or null when the key means nothing here */
function press(key: string, last: { current: number }, help: HTMLDetailsElement | null): string | null {
  const titles = [...document.querySelectorAll<HTMLElement>(row)];
  const at = titles.findIndex((title) => title.closest("article")?.contains(document.activeElement));
  if (at >= 0) last.current = at;
  const move = (to: number) => {
    last.current = Math.max(0, Math.min(to, titles.length - 1));
    titles[last.current]?.focus();
    return "";
  };
  if (key === "j") return move(at >= 0 ? at + 1 : last.current);
  if (key === "k") return move(at >= 0 ? at - 1 : last.current);
  if (key === "u") return pressIn(document, "[data-key=undo] button", "There is nothing to undo.");
  if (key === "?" && help) {
    help.open = !help.open;
    help.querySelector("summary")?.focus();
    return "";
  }
  const article = titles[at]?.closest("article");
  if (!article) return ["a", "r", "o", "x"].includes(key) ? "Go to a row first: press j." : null;
  if (key === "x") return pressIn(article, "input[type=checkbox]", "This row cannot be approved from the list.");
  if (key === "o") return pressIn(article, row, "");
  if (key === "a") {
    const words = pressIn(article, "[data-key=approve] button", "This row cannot be approved from the list. Open it.");
    if (words === "") move(at + 1);
    return words;
  }
  return key === "r" ? openForm(article) : null;
}

function pressIn(within: ParentNode, selector: string, otherwise: string): string {
  const found = within.querySelector<HTMLElement>(selector);
  if (!found) return otherwise;
  found.click();
  return "";
}

function openForm(article: Element): string {
  const details = article.querySelector<HTMLDetailsElement>("[data-key=return] details");
  if (!details) return "This row cannot be returned from the list. Open it.";
  details.open = true;
  details.querySelector("textarea")?.focus();
  return "";
}

/** Out of a row's form, back to its title. */
function closeForm(event: KeyboardEvent): void {
  const details = event.target instanceof HTMLElement ? event.target.closest<HTMLDetailsElement>("article details[open]") : null;
  if (!details) return;
  details.open = false;
  details.closest("article")?.querySelector<HTMLElement>(row)?.focus();
}
