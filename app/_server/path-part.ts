/** A part of the path as it was meant. What is no valid encoding is taken as it stands: it will be found nowhere. */
export function pathPart(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
