import { expect, test } from "vitest";
import { feedFilesFor, listFeedFiles, NO_PLUGINS } from "./feed-files";
import { stepOf } from "./feed-selection";
import { parseQgisVersion, qgisOrdinal } from "./qgis-version";

const STEPS = [20_000, 20_100, 30_000, 30_004, 30_034, 30_045, 30_100, 40_000, 40_100];

test("whatever version is asked for, the first file that exists has its answer", () => {
  const files = new Map(listFeedFiles(STEPS).map(({ name, question }) => [name, question]));
  for (const text of [
    "1.8",
    "2.0",
    "2.18.4",
    "2.99",
    "3",
    "3.3",
    "3.4",
    "3.33",
    "3.34",
    "3.44.1",
    "3.45",
    "3.99",
    "3.150",
    "4.0",
    "4.1",
    "99.99",
  ]) {
    const version = parseQgisVersion(text);
    const qgis = qgisOrdinal(version as NonNullable<typeof version>);
    for (const stableOnly of [false, true]) {
      const name = feedFilesFor(version, stableOnly).find((one) => files.has(one)) as string;
      const question = files.get(name);
      expect([text, stepOf(STEPS, question?.qgis ?? -1), question?.stableOnly]).toEqual([text, stepOf(STEPS, qgis), stableOnly]);
    }
  }
  expect(files.get(feedFilesFor(null, true)[0] as string)).toEqual({ qgis: null, stableOnly: true, packageName: null });
});

test("a version beyond all names leads to the empty list", () => {
  expect(feedFilesFor({ major: 1234, minor: 0 }, false).at(-1)).toBe(NO_PLUGINS);
  const names = listFeedFiles([...STEPS, 1, 35_000, 9_999_9999]).map((one) => one.name);
  expect(names.length).toBeLessThan(2_000);
  expect(new Set(names).size).toBe(names.length);
});
