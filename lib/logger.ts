/**
 * JSON lines on standard output, event name first. Fields are ids, counts and durations: never file contents,
 * tokens or mail addresses.
 */
type Fields = Record<string, string | number | boolean | null | undefined>;

const LEVELS = ["info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];
let lowest = 0;

/** For commands whose reader is a person at a terminal: lines below `level` are dropped in this process. */
export function setLogLevel(level: Level | "none"): void {
  lowest = level === "none" ? LEVELS.length : LEVELS.indexOf(level);
}

function write(level: Level, event: string, fields: Fields): void {
  if (LEVELS.indexOf(level) < lowest) return;
  process.stdout.write(`${JSON.stringify({ event, level, at: new Date().toISOString(), ...fields })}\n`);
}

export const log = {
  info: (event: string, fields: Fields = {}) => write("info", event, fields),
  warn: (event: string, fields: Fields = {}) => write("warn", event, fields),
  /** `cause` is logged with its stack, once, at the place that handles it. */
  error: (event: string, cause: unknown, fields: Fields = {}) =>
    write("error", event, { ...fields, error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
};
