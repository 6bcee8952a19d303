import { expect, test } from "vitest";
import { sharedRead } from "./shared-read";

/** A source whose reads end when the test says so, and tell what the value was when they began. */
function source() {
  let value = 0;
  const ends: (() => void)[] = [];
  const read = sharedRead(async () => {
    const seen = value;
    await new Promise<void>((resolve) => ends.push(resolve));
    return seen;
  });
  return { read, ends, set: (to: number) => (value = to) };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("an answer is never older than its question, and many questions share a read", async () => {
  const { read, ends, set } = source();
  const first = read();
  set(1);
  const later = [read(), read(), read()];
  ends[0]?.();
  expect(await first).toBe(0);
  await settle();
  expect(ends).toHaveLength(2);
  set(2);
  const latest = read();
  ends[1]?.();
  expect(await Promise.all(later)).toEqual([1, 1, 1]);
  await settle();
  ends[2]?.();
  expect(await latest).toBe(2);
  expect(ends).toHaveLength(3);
});

test("a read that fails fails its askers alone", async () => {
  let calls = 0;
  const read = sharedRead(async () => {
    calls += 1;
    if (calls === 1) throw new Error("no");
    return calls;
  });
  const [first, second] = [read(), read()];
  await expect(first).rejects.toThrow("no");
  expect(await second).toBe(2);
  expect(await read()).toBe(3);
});
