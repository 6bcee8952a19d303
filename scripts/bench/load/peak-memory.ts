import { readFileSync, writeFileSync } from "node:fs";

/** Begins to measure a process's largest resident memory anew. Linux only; elsewhere nothing is known. */
export function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // Not allowed or no such file: the peak is that since the process began.
  }
}

/** Megabytes; null where the system does not tell. */
export function peakMegabytes(pid: number): number | null {
  try {
    const kilobytes = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes ? Math.round(Number(kilobytes) / 1000) : null;
  } catch {
    return null;
  }
}
