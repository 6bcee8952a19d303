import Link from "next/link";
import { urls } from "@/lib/urls";

export interface SupportLinks {
  email?: string;
  url?: string;
  issueTracker?: string;
  source?: string;
}

export function SiteFooter({ support }: { support: SupportLinks }) {
  const links = [
    { label: "Security scanning", href: urls.docs() },
    { label: "All rules", href: urls.rules() },
    { label: "Programming interface", href: urls.apiDocs() },
    { label: "Feed for QGIS", href: urls.feed() },
    ...(support.url ? [{ label: "Support", href: support.url }] : []),
    ...(support.email ? [{ label: "Write to us", href: `mailto:${support.email}` }] : []),
    ...(support.issueTracker ? [{ label: "Report a problem", href: support.issueTracker }] : []),
    ...(support.source ? [{ label: "Source code", href: support.source }] : []),
  ];
  return (
    <footer className="mt-16 border-t border-line">
      <div className="mx-auto flex max-w-page flex-wrap items-baseline justify-between gap-x-8 gap-y-3 px-4 py-8 text-sm text-muted sm:px-6">
        <p className="max-w-prose">Greenbadge checks every new upload before the public can download it.</p>
        <nav aria-label="More">
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {links.map((link) => (
              <li key={link.href}>
                {link.href.startsWith("/") ? (
                  <Link href={link.href} prefetch={false}>
                    {link.label}
                  </Link>
                ) : (
                  <a href={link.href}>{link.label}</a>
                )}
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}
