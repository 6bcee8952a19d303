import type { ReactNode } from "react";
import { type ButtonVariant, buttonClass } from "../ui/button";

/**
 * A button that opens what stands behind it, without JavaScript: room for an explanation before something is done.
 * Among other buttons it stays where it is, and what it opens takes a line of its own below all of them.
 */
export function Reveal({ label, variant = "secondary", children }: { label: ReactNode; variant?: ButtonVariant; children: ReactNode }) {
  return (
    <details className="reveal min-w-0">
      <summary className={`${buttonClass(variant, "sm")} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}>{label}</summary>
      <div className="mt-2 grid max-w-prose gap-3 rounded-card border border-line bg-sunken p-4">{children}</div>
    </details>
  );
}
