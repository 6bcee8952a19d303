import autocannon from "autocannon";

export interface Load {
  /** Answers per second. */
  rate: number;
  /** Milliseconds within which 95 of 100 answers were complete. */
  p95: number;
  /** Megabytes per second of answers. */
  megabytes: number;
  answers: number;
  /** Answers by status, and connections that failed. */
  faults: number;
}

const CONNECTIONS = 20;

/** Asks one address again and again over twenty connections. @param expected anything but this status is a fault */
export async function runLoad(
  address: string,
  options: { seconds: number; expected: number; headers?: Record<string, string> },
): Promise<Load> {
  const times: number[] = [];
  let faults = 0;
  const { seconds, expected, headers = {} } = options;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon({ url: address, connections: CONNECTIONS, duration: seconds, headers }, (error, value) =>
      error ? reject(error as Error) : resolve(value),
    );
    run.on("response", (_client, status, _bytes, milliseconds) => {
      times.push(milliseconds);
      if (status !== expected) faults += 1;
    });
  });
  times.sort((a, b) => a - b);
  return {
    rate: result.requests.total / result.duration,
    p95: times[Math.floor(times.length * 0.95)] ?? 0,
    megabytes: result.throughput.total / result.duration / 1e6,
    answers: times.length,
    faults: faults + result.errors + result.timeouts,
  };
}
