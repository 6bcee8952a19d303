"use client";

import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import type { MouseEvent } from "react";

/**
 * A link of the main navigation: marks the page one is on, and shows that a slow page is coming.
 * (Pages have no loading.tsx: what is streamed behind one can no longer answer 404, nor be read without JavaScript.)
 */
export function NavLink({ href, label }: { href: string; label: string }) {
  const path = usePathname();
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={path === href ? "page" : undefined}
      onClick={closeMenu}
      className="relative inline-block rounded-control px-2 py-1.5 text-[0.9375rem] font-medium text-ink no-underline hover:bg-sunken aria-[current=page]:text-brand-text aria-[current=page]:underline"
    >
      {label}
      <Pending />
    </Link>
  );
}

/** The layout stays when the page changes, and with it a menu that is open. */
const closeMenu = (event: MouseEvent<HTMLElement>) => event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();

function Pending() {
  const { pending } = useLinkStatus();
  return pending ? (
    <span role="status" aria-label="Loading" className="absolute inset-x-2 bottom-0.5 h-0.5 animate-pulse rounded bg-brand" />
  ) : null;
}
