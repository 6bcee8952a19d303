import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Tab {
  label: ReactNode;
  /** An address or an anchor of this page. */
  href: string;
  isCurrent?: boolean;
}

/** Links in the shape of tabs: they work without JavaScript and can be sent to others. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-6 border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {tabs.map((tab) => {
          const className = cx(
            "inline-flex items-center gap-2 border-b-2 px-3 py-2.5 text-[0.9375rem] font-semibold no-underline",
            tab.isCurrent ? "border-brand text-brand-text" : "border-transparent text-muted hover:border-line-strong hover:text-ink",
          );
          return (
            <li key={tab.href}>
              {tab.href.startsWith("#") ? (
                <a href={tab.href} className={className}>
                  {tab.label}
                </a>
              ) : (
                <Link href={tab.href} prefetch={false} aria-current={tab.isCurrent ? "page" : undefined} className={className}>
                  {tab.label}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
