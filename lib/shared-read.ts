/**
 * Reads once for everybody who asks while an earlier read is still under way. Nobody gets an answer whose reading began
 * before they asked: what was committed before a request is in its answer, however many requests share the question.
 */
export function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  let next: Promise<T> | null = null;
  const begin = (): Promise<T> => {
    next = null;
    isRunning = true;
    const reading = read().finally(() => {
      isRunning = false;
    });
    running = reading;
    return reading;
  };
  return () => {
    if (!isRunning && !next) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}
