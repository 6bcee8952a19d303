import { setTimeout as pause } from "node:timers/promises";

/** Asks again until the answer is not null, at most `timeoutMs`. Bounds a wait; never a substitute for an event. */
export async function waitFor<T>(what: string, ask: () => Promise<T | null | undefined | false>, timeoutMs = 25_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await pause(25);
  }
}
