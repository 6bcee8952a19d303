import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

export const CONTROL_CLASS =
  "w-full min-h-10.5 rounded-control border border-line-strong bg-surface px-3 py-2 text-[0.9375rem] text-ink placeholder:text-muted aria-[invalid=true]:border-bad-ink";

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller gives htmlFor.
  return <label className={cx("block text-sm font-semibold", className)} {...rest} />;
}

/** What is wrong with one field. Name its id in the control's aria-describedby: `<control id>-error`. */
export function FieldError({ id, messages }: { id?: string; messages?: readonly string[] }) {
  if (!messages || messages.length === 0) return null;
  return (
    <p id={id} className="text-sm font-medium text-bad-ink">
      {messages.join(" ")}
    </p>
  );
}

/** Label above, hint and errors below. The control inside has `id={htmlFor}`. */
export function Field({
  label,
  htmlFor,
  hint,
  errors,
  children,
}: {
  label: ReactNode;
  htmlFor: string;
  hint?: ReactNode;
  errors?: readonly string[];
  children: ReactNode;
}) {
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={htmlFor}>{label}</Label>
      {children}
      {hint ? (
        <p id={`${htmlFor}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      <FieldError id={`${htmlFor}-error`} messages={errors} />
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cx(CONTROL_CLASS, className)} {...rest} />;
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cx(CONTROL_CLASS, className)} {...rest} />;
}

/** The arrow is ours: a browser's own touches the border, and keeps more room than a phone has. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cx("relative block", className)}>
      <select className={cx(CONTROL_CLASS, "appearance-none pr-8")} {...rest} />
      <i
        aria-hidden="true"
        className="icon-chevron-right pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 rotate-90 text-muted"
      />
    </span>
  );
}

/** A box to tick with its label beside it. */
export function Checkbox({ label, hint, id, ...rest }: ComponentProps<"input"> & { id: string; label: ReactNode; hint?: ReactNode }) {
  return (
    <div className="flex items-start gap-2.5">
      <input
        type="checkbox"
        id={id}
        className="mt-1 size-4 shrink-0 accent-brand"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
      />
      <div>
        <label htmlFor={id} className="text-[0.9375rem]">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
