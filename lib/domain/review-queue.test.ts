import { expect, test } from "vitest";
import { findOlderInStream } from "./review-queue";

const row = (id: number, version: string, facts: Partial<{ pluginId: number; isExperimental: boolean; qgisMinimum: number }> = {}) => ({
  ...{ id, version, pluginId: 1, isExperimental: false, qgisMinimum: 30_022 },
  ...facts,
});

test("an older version is one with a lower number in the same stream; other streams and plugins hide nothing", () => {
  const older = findOlderInStream([
    row(1, "1.10"),
    row(2, "1.9"),
    row(3, "2.0", { isExperimental: true }),
    row(4, "3.0", { qgisMinimum: 40_000 }),
    row(5, "9.0", { pluginId: 2 }),
  ]);
  expect([...older]).toEqual([[2, { versionId: 1, version: "1.10" }]]);
});
