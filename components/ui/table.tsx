import type { ComponentProps } from "react";
import { cx } from "./cx";

/** A table that scrolls by itself when it is wider than the screen. The label is what screen readers call it. */
export function Table({ label, className, children, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a landmark for each table would drown the page's own.
    <div role="group" aria-label={label} tabIndex={0} className="relative overflow-x-auto rounded-card border border-line bg-surface">
      <table className={cx("w-full border-collapse text-left text-[0.9375rem]", className)} {...rest}>
        {children}
      </table>
    </div>
  );
}

export function Th({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope={scope}
      className={cx(
        "border-b border-line bg-sunken px-3 py-2 text-[0.8125rem] font-semibold whitespace-nowrap text-muted sm:px-4",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cx("border-b border-line px-3 py-2.5 align-top [tr:last-child>&]:border-b-0 sm:px-4", className)} {...rest} />;
}
