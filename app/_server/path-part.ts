/**
 * A part of the path as it was meant. What is no valid encoding, and what hides a NUL, which PostgreSQL refuses, is taken
 * as it stands: it will be found nowhere.
 */
export function pathPart(value: string): string {
  try {
    const text = decodeURIComponent(value);
    return text.includes("\0") ? value : text;
  } catch {
    return value;
  }
}
