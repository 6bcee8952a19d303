import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "./cx";

export type ButtonVariant = "primary" | "secondary" | "danger" | "quiet";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-brand text-on-brand border-transparent hover:bg-brand-strong",
  secondary: "bg-surface text-ink border-line-strong hover:bg-sunken",
  danger: "bg-surface text-bad-ink border-bad-ink/60 hover:bg-bad-soft",
  quiet: "border-transparent text-brand-text hover:bg-brand-soft",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-8 px-3 py-1 text-sm gap-1.5",
  md: "min-h-10.5 px-4 py-2 text-[0.9375rem] gap-2",
  lg: "min-h-12 px-6 py-2.5 text-base gap-2",
};

/** Look of a button, for elements that are no `<button>` and no link. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md"): string {
  return cx(
    "inline-flex items-center justify-center rounded-control border font-semibold leading-tight transition-colors select-none",
    "disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-muted [&_svg]:size-[1.1em] [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
  );
}

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export function Button({ variant, size, className, type = "submit", ...rest }: ComponentProps<"button"> & Look) {
  return <button type={type} className={cx(buttonClass(variant, size), "cursor-pointer", className)} {...rest} />;
}

/** A link that looks like a button. `external` also serves files and machine addresses: no prefetch, a plain request. */
export function LinkButton({
  variant,
  size,
  className,
  external,
  href,
  ...rest
}: ComponentProps<"a"> & Look & { href: string; external?: boolean }) {
  const classes = cx(buttonClass(variant, size), "no-underline", className);
  if (external) return <a href={href} className={classes} {...rest} />;
  return <Link href={href} className={classes} prefetch={false} {...rest} />;
}
