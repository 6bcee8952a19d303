"use client";

import { useSyncExternalStore } from "react";
import { TAB_ROW_CLASS, tabClass } from "./tabs";

export interface SectionTab {
  label: string;
  /** Of the part of this page. */
  id: string;
}

/** What the address names is the part itself or something in it. */
const namedBy = ({ id }: SectionTab): string => `#${id}:target, #${id} :target`;

function onHashChange(told: () => void): () => void {
  window.addEventListener("hashchange", told);
  return () => window.removeEventListener("hashchange", told);
}

/** Links to the parts of a long page. The one that the address names is marked, also without JavaScript; else the first. */
export function SectionTabs({ label, tabs }: { label: string; tabs: readonly SectionTab[] }) {
  const first = tabs[0]?.id;
  const current = useSyncExternalStore(
    onHashChange,
    () => tabs.find((tab) => document.querySelector(namedBy(tab)))?.id ?? first,
    () => first,
  );
  return (
    <nav aria-label={label} className="mb-6 border-b border-line">
      <style>{tabs.map((tab) => lookOf(tab, tabs)).join("")}</style>
      <ul className={TAB_ROW_CLASS}>
        {tabs.map(({ id, label: words }) => (
          <li key={id}>
            <a href={`#${id}`} data-section-tab={id} aria-current={id === current ? "location" : undefined} className={tabClass(false)}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The look follows the address itself, so that it is right before and without the script. */
function lookOf(tab: SectionTab, tabs: readonly SectionTab[]): string {
  const isNamed = tab === tabs[0] ? `:root:not(:has(${tabs.slice(1).map(namedBy).join(", ")}))` : `:root:has(${namedBy(tab)})`;
  return `${isNamed} [data-section-tab="${tab.id}"] { border-color: var(--c-brand); color: var(--c-brand-text); }\n`;
}
