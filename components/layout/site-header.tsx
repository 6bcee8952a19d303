import Link from "next/link";
import type { ReactNode } from "react";
import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { LinkButton } from "../ui/button";
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
          { label: "Mails", href: urls.accountMails() },
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
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 sm:px-6">
        <Link href={urls.home()} className="flex items-center gap-2 text-ink no-underline">
          <LogoMark className="size-8 text-brand" />
          <span className="text-lg font-extrabold tracking-tight">Greenbadge</span>
        </Link>
        <nav aria-label="Main" className="order-last w-full md:order-none md:w-auto">
          <ul className="-mx-2 flex flex-wrap">
            {navFor(person, isDemo).map((item) => (
              <li key={item.href}>
                <NavLink href={item.href} label={item.label} />
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto flex items-center gap-2">
          {person ? (
            <>
              <LinkButton href={urls.addPlugin()} variant="primary" size="sm">
                Upload
              </LinkButton>
              <span className="hidden max-w-40 truncate text-sm text-muted sm:inline">{person.name || person.email}</span>
              {signOut}
            </>
          ) : (
            <LinkButton href={urls.signIn()} size="sm">
              Sign in
            </LinkButton>
          )}
        </div>
      </div>
    </header>
  );
}
