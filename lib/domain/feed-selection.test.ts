import { expect, test } from "vitest";
import { type FeedCandidate, qgisSteps, selectForFeed, stepOf } from "./feed-selection";

let nextId = 1;
const candidate = (version: string, facts: Partial<FeedCandidate> = {}): FeedCandidate => ({
  id: nextId++,
  pluginId: 1,
  packageName: "one",
  version,
  isExperimental: false,
  qgisMinimum: 30_000,
  qgisMaximum: 30_099,
  ...facts,
});

const ALL = { qgis: null, stableOnly: false, packageName: null };
const versionsOf = (rows: FeedCandidate[], question: Partial<Parameters<typeof selectForFeed>[1]>) =>
  selectForFeed(rows, { ...ALL, ...question }).map((id) => rows.find((row) => row.id === id)?.version);

const ROWS = [
  candidate("1.9.0"),
  candidate("1.10.0"),
  candidate("2.0.0", { qgisMinimum: 30_040 }),
  candidate("2.1.0-beta", { isExperimental: true }),
  candidate("2.0.0-rc1", { isExperimental: true }),
  candidate("5.0", { pluginId: 2, packageName: "Two", qgisMinimum: 40_000, qgisMaximum: 40_099 }),
];

test("the highest compatible stable and experimental version of each plugin", () => {
  expect(versionsOf(ROWS, { qgis: 30_034 })).toEqual(["1.10.0", "2.1.0-beta"]);
  expect(versionsOf(ROWS, { qgis: 30_040 })).toEqual(["2.0.0", "2.1.0-beta"]);
  expect(versionsOf(ROWS, { qgis: 30_034, stableOnly: true })).toEqual(["1.10.0"]);
});

test("ranges are numbers, ends included", () => {
  expect(versionsOf(ROWS, { qgis: 30_099, stableOnly: true })).toEqual(["2.0.0"]);
  expect(versionsOf(ROWS, { qgis: 30_100 })).toEqual([]);
  expect(versionsOf(ROWS, { qgis: 40_000 })).toEqual(["5.0"]);
});

test("without a QGIS version every plugin is listed", () => {
  expect(versionsOf(ROWS, {})).toEqual(["2.0.0", "2.1.0-beta", "5.0"]);
});

test("one plugin: all its compatible versions, whatever the case of its name", () => {
  expect(versionsOf(ROWS, { qgis: 30_034, packageName: "ONE" })).toEqual(["1.9.0", "1.10.0", "2.1.0-beta", "2.0.0-rc1"]);
  expect(versionsOf(ROWS, { packageName: "two" })).toEqual(["5.0"]);
  expect(versionsOf(ROWS, { packageName: "three" })).toEqual([]);
});

test("every QGIS version has the answer of its step, and there are few steps", () => {
  const steps = qgisSteps(ROWS);
  expect(steps).toEqual([30_000, 30_040, 30_100, 40_000, 40_100]);
  for (const qgis of [0, 20_018, 29_999, 30_000, 30_034, 30_039, 30_040, 30_099, 30_100, 39_999, 40_000, 40_050, 40_100, 99_099])
    expect(versionsOf(ROWS, { qgis }), String(qgis)).toEqual(versionsOf(ROWS, { qgis: stepOf(steps, qgis) }));
  expect(stepOf([], 30_034)).toBe(Number.NEGATIVE_INFINITY);
});
