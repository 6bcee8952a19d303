import Link from "next/link";
import type { ReactNode } from "react";

export interface Crumb {
  label: string;
  href: string;
}

/** The one `h1` of a page, the way back above it, and what can be done beside it. */
export function PageHeader({
  title,
  lead,
  crumbs = [],
  actions,
  badge,
  icon,
  notices = [],
}: {
  title: ReactNode;
  lead?: ReactNode;
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
  badge?: ReactNode;
  /** Before the title. */
  icon?: ReactNode;
  /** What people should know before they use the actions: on a phone it stands above them. */
  notices?: readonly ReactNode[];
}) {
  return (
    <header className="mb-6">
      {crumbs.length > 0 ? (
        <nav aria-label="Where you are" className="mb-2 text-sm">
          <ol className="flex flex-wrap gap-x-2">
            {crumbs.map((crumb) => (
              <li key={crumb.href} className="min-w-0 not-last:after:ml-2 not-last:after:text-muted not-last:after:content-['/']">
                <Link href={crumb.href} prefetch={false} className="[overflow-wrap:anywhere]">
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {icon}
            <h1 className="text-2xl font-bold tracking-tight [overflow-wrap:anywhere] sm:text-3xl">{title}</h1>
            {badge}
          </div>
          {lead ? <div className="mt-2 max-w-prose text-muted">{lead}</div> : null}
        </div>
        {notices.length > 0 ? <div className="grid basis-full gap-3 sm:order-last sm:mt-2">{notices}</div> : null}
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
