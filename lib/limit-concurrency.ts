/** Wraps a function so that at most `atOnce` calls run at a time; the others wait in order. */
export function limitConcurrency<A extends unknown[], T>(atOnce: number, fn: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (...args) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await fn(...args);
    } finally {
      // The place goes to the next in line, or is free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
