import type { ReactNode } from "react";

/** A link that an author wrote. Anything but http(s) stays plain text; search engines are told that it is not ours. */
export function ExternalLink({ href, children }: { href: string; children?: ReactNode }) {
  if (!/^https?:\/\//i.test(href)) return <span className="[overflow-wrap:anywhere]">{children ?? href}</span>;
  return (
    <a href={href} rel="nofollow ugc noopener" className="[overflow-wrap:anywhere]">
      {children ?? href}
    </a>
  );
}
