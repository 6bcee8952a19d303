import type { ReactNode } from "react";
import { cx } from "./cx";

/**
 * A block that opens, without JavaScript. The `id` stands on the content: browsers open a block whose inside is the
 * target of a link, not one that is the target itself.
 */
export function Disclosure({
  id,
  summary,
  children,
  open,
  className,
}: {
  id?: string;
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
  className?: string;
}) {
  return (
    <details open={open} className={cx("group/disclosure rounded-card border border-line bg-surface", className)}>
      <summary className="flex cursor-pointer list-none items-start gap-2 rounded-card px-3 py-2.5 hover:bg-sunken sm:px-4 [&::-webkit-details-marker]:hidden">
        <i
          aria-hidden="true"
          className="icon-chevron-right mt-1 shrink-0 text-muted transition-transform group-open/disclosure:rotate-90 motion-reduce:transition-none"
        />
        <div className="min-w-0 grow">{summary}</div>
      </summary>
      <div id={id} className="scroll-mt-20 border-t border-line px-3 py-4 sm:px-4">
        {children}
      </div>
    </details>
  );
}
