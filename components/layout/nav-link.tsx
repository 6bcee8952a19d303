"use client";

import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import type { MouseEvent } from "react";
import { urls } from "@/lib/urls";

/** All plugins' pages begin with it, also those of other links. */
const NO_SECTION = urls.plugins();

/** Whether the link leads to the page one is on, or to the beginning of the part that it belongs to. */
function currentOf(path: string, href: string): "page" | "true" | undefined {
  if (path === href) return "page";
  return href !== NO_SECTION && path.startsWith(`${href}/`) ? "true" : undefined;
}

/**
 * A link of the main navigation: marks where one is, and shows that a slow page is coming.
 * (Pages have no loading.tsx: what is streamed behind one can no longer answer 404, nor be read without JavaScript.)
 */
export function NavLink({ href, label }: { href: string; label: string }) {
  const path = usePathname();
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={currentOf(path, href)}
      onClick={closeMenu}
      className="relative inline-block rounded-control px-2 py-1.5 text-[0.9375rem] font-medium text-ink no-underline hover:bg-sunken aria-[current]:text-brand-text aria-[current]:underline"
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
