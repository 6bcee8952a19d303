import { Menu } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { Button, LinkButton } from "../ui/button";
import { LogoMark } from "./logo";
import { NavLink } from "./nav-link";

interface NavItem {
  label: string;
  href: string;
}

function navFor(person: SignedIn | null, isDemo: boolean): NavItem[] {
  return [
    { label: "Plugins", href: urls.plugins() },
    { label: "Security scanning", href: urls.docs() },
    ...(person
      ? [
          { label: "My plugins", href: urls.myPlugins() },
          { label: "Tokens", href: urls.tokens() },
          { label: "Mail settings", href: urls.accountMails() },
        ]
      : []),
    ...(isReviewer(person) ? [{ label: "Review", href: urls.review() }] : []),
    ...(isReviewer(person)
      ? [person?.role === "admin" ? { label: "Admin", href: urls.admin() } : { label: "People", href: urls.adminUsers() }]
      : []),
    ...(isDemo ? [{ label: "Outbox", href: urls.outbox() }] : []),
  ];
}

/** `signOut` is the button that ends the sign-in; only pages of the application can make it. */
export function SiteHeader({
  person,
  isDemo,
  signOut,
}: {
  person: (SignedIn & { email: string }) | null;
  isDemo: boolean;
  signOut: ReactNode;
}) {
  const items = navFor(person, isDemo);
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 sm:px-6 xl:flex-nowrap">
        <Link href={urls.home()} className="flex items-center gap-2 text-ink no-underline">
          <LogoMark className="size-8 text-brand" />
          <span className="text-lg font-extrabold tracking-tight">Greenbadge</span>
        </Link>
        <nav aria-label="Main" className="max-lg:hidden xl:shrink-0">
          <NavList items={items} className="-mx-2 flex flex-wrap" />
        </nav>
        <div className="ml-auto flex min-w-0 items-center gap-2">
          {person ? (
            <>
              <LinkButton href={urls.addPlugin()} variant="primary" size="sm">
                Upload
              </LinkButton>
              <span className="max-w-40 min-w-0 truncate text-sm text-muted max-lg:hidden">{person.name || person.email}</span>
              <div className="shrink-0 max-lg:hidden">{signOut}</div>
            </>
          ) : (
            <LinkButton href={urls.signIn()} size="sm">
              Sign in
            </LinkButton>
          )}
          <Button type="button" size="sm" popoverTarget={MENU} className="lg:hidden">
            <Menu aria-hidden /> Menu
          </Button>
        </div>
      </div>
      <SmallMenu items={items}>
        {person ? (
          <div className="mt-1 flex items-center justify-between gap-3 border-t border-line px-2 pt-2">
            <span className="min-w-0 truncate text-sm text-muted">{person.name || person.email}</span>
            {signOut}
          </div>
        ) : null}
      </SmallMenu>
    </header>
  );
}

function NavList({ items, className }: { items: readonly NavItem[]; className: string }) {
  return (
    <ul className={className}>
      {items.map((item) => (
        <li key={item.href}>
          <NavLink href={item.href} label={item.label} />
        </li>
      ))}
    </ul>
  );
}

const MENU = "menu";

/** Where the links do not fit beside each other. The browser itself opens it and, on Escape or a press elsewhere, closes it. */
function SmallMenu({ items, children }: { items: readonly NavItem[]; children: ReactNode }) {
  return (
    <nav
      id={MENU}
      popover="auto"
      aria-label="Main"
      className="absolute inset-auto top-14 right-4 m-0 w-64 rounded-card border border-line-strong bg-surface p-2 text-ink shadow-lg sm:right-6 lg:hidden"
    >
      <NavList items={items} className="grid [&_a]:flex [&_a]:min-h-11 [&_a]:items-center" />
      {children}
    </nav>
  );
}
