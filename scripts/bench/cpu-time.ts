import { readFileSync } from "node:fs";
import type { CheckId } from "@/scanners/core/types";

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

/**
 * Shares out this process's CPU time among the checks of a scan; the first of the Python checks pays for the syntax trees.
 * Checks take turns, batch by batch, so `onStart` is where one ends and the next begins.
 */
export function chargeChecks() {
  const parts: Partial<Record<CheckId, number>> = {};
  let last = cpuSeconds();
  let running: CheckId | null = null;
  const charge = (next: CheckId | null) => {
    const now = cpuSeconds();
    if (running) parts[running] = (parts[running] ?? 0) + now - last;
    last = now;
    running = next;
  };
  return {
    onStart: (checkId: CheckId) => charge(checkId),
    /** CPU seconds of each check. */
    end() {
      charge(null);
      return parts;
    },
  };
}
