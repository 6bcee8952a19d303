import type { ComponentProps } from "react";
import { cx } from "./cx";

/** On a phone each row is a block of its own: no line has to be read by scrolling sideways. */
const STACKED = [
  "max-md:block max-md:[&>thead]:sr-only max-md:[&>tbody]:block",
  "max-md:[&_tr]:grid max-md:[&_tr]:gap-1 max-md:[&_tr]:border-b max-md:[&_tr]:border-line max-md:[&_tr]:px-4 max-md:[&_tr]:py-3",
  "max-md:[&_tr:last-child]:border-b-0 max-md:[&_td]:border-0 max-md:[&_td]:p-0 max-md:[&_td:empty]:hidden",
].join(" ");

/**
 * A table that scrolls by itself when it is wider than the screen. The label is what screen readers call it.
 *
 * @param stacks rows become blocks on a phone; what does not speak for itself there needs `<Td label="…">`
 */
export function Table({ label, stacks, className, children, ...rest }: ComponentProps<"table"> & { label: string; stacks?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a landmark for each table would drown the page's own.
    <div role="group" aria-label={label} tabIndex={0} className="relative overflow-x-auto rounded-card border border-line bg-surface">
      <table className={cx("w-full border-collapse text-left text-[0.9375rem]", stacks && STACKED, className)} {...rest}>
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

/** @param label the column's name, said before the value where rows are blocks */
export function Td({ label, className, ...rest }: ComponentProps<"td"> & { label?: string }) {
  return (
    <td
      data-label={label}
      className={cx(
        "border-b border-line px-3 py-2.5 align-top [tr:last-child>&]:border-b-0 sm:px-4",
        label && "max-md:before:mr-1.5 max-md:before:text-sm max-md:before:text-muted max-md:before:content-[attr(data-label)]",
        className,
      )}
      {...rest}
    />
  );
}
