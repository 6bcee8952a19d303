/** The smallest value that at least `share` (0 to 1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** One row of a table: how many, median, p95 and the largest, in milliseconds. */
export function millisecondsRow(what: string, values: readonly number[]): string[] {
  if (values.length === 0) return [what, "0", "–", "–", "–"];
  return [what, String(values.length), ...[0.5, 0.95, 1].map((share) => percentile(values, share).toFixed(0))];
}
