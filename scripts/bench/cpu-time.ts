import { readFileSync } from "node:fs";

/** Ticks per second of /proc; the same on every Linux that Node runs on. */
const TICKS = 100;

/**
 * CPU seconds of this process, all its threads, and the child processes that have ended (Linux; elsewhere children are
 * not counted).
 */
export function cpuSeconds(): number {
  const own = process.cpuUsage();
  return (own.user + own.system) / 1e6 + childSeconds();
}

export const countsChildren = process.platform === "linux";

/** Of the child processes that have ended, 0 where that is not known. */
export function childSeconds(): number {
  if (!countsChildren) return 0;
  // After the name in brackets, which may hold spaces: cutime and cstime are the 14th and 15th words.
  const words = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(words[13]) + Number(words[14])) / TICKS;
}
