import { expect, it } from "vitest";
import { limitConcurrency } from "./limit-concurrency";

it("never runs more at once than allowed, loses no call, and goes on after a failure", async () => {
  let running = 0;
  let most = 0;
  const limited = limitConcurrency(2, async (n: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (n === 3) throw new Error("three");
    return n;
  });
  const results = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((n) => limited(n)));
  expect(most).toBe(2);
  expect(results.map((one) => (one.status === "fulfilled" ? one.value : "failed"))).toEqual([1, 2, "failed", 4, 5, 6]);
});
