/**
 * Says what happens while `work` runs: a line at the start, a sign of life every 10 s (none looks like a hang), and the time at
 * the end when it took more than a second.
 */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${label} …`);
  const ticker = setInterval(() => console.log(`  still at it, ${Math.round(Number(seconds()))} s`), 10_000);
  try {
    const result = await work();
    if (Date.now() - startedAt > 1000) console.log(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}
