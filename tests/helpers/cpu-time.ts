/**
 * Processor time of this process so far, in milliseconds. Tests that bound the cost of hostile input measure it instead of
 * the clock: a busy machine makes them slower, not red.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
