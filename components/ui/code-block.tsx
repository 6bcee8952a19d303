import type { ReactNode } from "react";
import { cx } from "./cx";

/** Code or a command to copy. Scrolls by itself; reachable by keyboard. `codeClassName` lays out the code inside. */
export function CodeBlock({
  label,
  children,
  className,
  codeClassName,
}: {
  label: string;
  children: ReactNode;
  className?: string;
  codeClassName?: string;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a landmark for each piece of code would drown the page's own.
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      role="group"
      aria-label={label}
      className={cx("overflow-auto rounded-control border border-line bg-code p-3 font-mono text-[0.8125rem] leading-relaxed", className)}
    >
      <code className={codeClassName}>{children}</code>
    </pre>
  );
}
