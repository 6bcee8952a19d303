/** A row of numbers with what they count. */
export function Figures({ figures }: { figures: readonly { label: string; value: number; hint?: string }[] }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))]">
      {figures.map(({ label, value, hint }) => (
        <div key={label} className="flex flex-col-reverse justify-end rounded-card border border-line bg-surface px-3.5 py-3">
          <dt className="text-sm text-muted">
            {label}
            {hint ? <span className="block text-[0.8125rem]">{hint}</span> : null}
          </dt>
          <dd className="text-2xl font-bold tabular-nums">{value.toLocaleString("en")}</dd>
        </div>
      ))}
    </dl>
  );
}
