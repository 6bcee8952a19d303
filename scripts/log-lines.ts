/**
 * One line of a child's output as a person reads it in the terminal. Our own log is JSON: it becomes
 * `name | event key=value …`. Other lines keep their text; empty ones are dropped (null).
 */
export function formatLogLine(name: string, line: string): string | null {
  if (line.trim() === "") return null;
  return `${name.padEnd(6)} | ${readableEvent(line) ?? line}`;
}

function readableEvent(line: string): string | null {
  if (!line.startsWith("{")) return null;
  try {
    const { event, level, at, error, ...fields } = JSON.parse(line) as Record<string, unknown>;
    if (typeof event !== "string") return null;
    const details = Object.entries(fields).map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`);
    const mark = level === "error" || level === "warn" ? `${level.toUpperCase()} ` : "";
    const cause = typeof error === "string" ? `\n${error}` : "";
    return `${String(at ?? "").slice(11, 19)} ${mark}${[event, ...details].join(" ")}${cause}`;
  } catch {
    return null;
  }
}
