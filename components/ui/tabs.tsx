import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Tab {
  label: ReactNode;
  href: string;
  isCurrent?: boolean;
}

export const TAB_ROW_CLASS = "-mb-px flex flex-wrap gap-x-1";

export const tabClass = (isCurrent: boolean): string =>
  cx(
    "inline-flex items-center gap-2 border-b-2 px-3 py-2.5 text-[0.9375rem] font-semibold no-underline",
    isCurrent ? "border-brand text-brand-text" : "border-transparent text-muted hover:border-line-strong hover:text-ink",
  );

/** Links in the shape of tabs: they work without JavaScript and can be sent to others. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-6 border-b border-line">
      <ul className={TAB_ROW_CLASS}>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              prefetch={false}
              aria-current={tab.isCurrent ? "page" : undefined}
              className={tabClass(tab.isCurrent === true)}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
