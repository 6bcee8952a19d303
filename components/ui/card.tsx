import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cx("rounded-card border border-line bg-surface p-4 sm:p-5", className)} {...rest} />;
}

/** A card with a heading, as a landmark of the page. `id` names the heading's anchor. */
export function CardSection({
  title,
  id,
  aside,
  children,
  className,
}: {
  title: ReactNode;
  id?: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section id={id} className={cx("rounded-card border border-line bg-surface p-4 sm:p-5", className)}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-bold">{title}</h2>
        {aside ? <div className="text-sm text-muted">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
