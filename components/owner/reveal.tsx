import type { ReactNode } from "react";
import { type ButtonVariant, buttonClass } from "../ui/button";

/** A button that opens what stands behind it, without JavaScript: room for an explanation before something is done. */
export function Reveal({ label, variant = "secondary", children }: { label: ReactNode; variant?: ButtonVariant; children: ReactNode }) {
  return (
    <details className="group/reveal min-w-0 open:basis-full">
      <summary
        className={`${buttonClass(variant, "sm")} cursor-pointer list-none group-open/reveal:mb-3 [&::-webkit-details-marker]:hidden`}
      >
        {label}
      </summary>
      <div className="grid max-w-prose gap-3 rounded-card border border-line bg-sunken p-4">{children}</div>
    </details>
  );
}
