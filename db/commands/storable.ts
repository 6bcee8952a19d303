/**
 * A copy whose texts PostgreSQL takes, as text and in JSON: what a scan quotes from a package can hold a NUL, and half a
 * character where it was cut. A visible sign stands in their place.
 */
export function storable<T>(value: T): T {
  if (typeof value === "string") return value.replaceAll("\0", "\u2400").toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, storable(part)])) as T;
}
