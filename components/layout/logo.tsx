/** The mark: a seal with a tick. Coloured by its surroundings (`currentColor`). */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <path fill="currentColor" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" d={SEAL} />
      <path
        fill="none"
        className="stroke-on-brand"
        strokeWidth="3.1"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M10.2 16.6 L14.4 20.7 L22 12"
      />
    </svg>
  );
}

/** A star of twelve blunt points. */
const SEAL =
  "M16.00 1.80 L19.11 4.41 L23.10 3.70 L24.49 7.51 L28.30 8.90 L27.59 12.89 L30.20 16.00 L27.59 19.11 L28.30 23.10 L24.49 24.49 L23.10 28.30 L19.11 27.59 L16.00 30.20 L12.89 27.59 L8.90 28.30 L7.51 24.49 L3.70 23.10 L4.41 19.11 L1.80 16.00 L4.41 12.89 L3.70 8.90 L7.51 7.51 L8.90 3.70 L12.89 4.41 Z";
