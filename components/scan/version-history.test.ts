import { expect, test } from "vitest";
import { eventWords } from "./version-history";

test.each([
  ["approved", false, false, "A scan began"],
  ["approved", true, false, "Scanned"],
  ["withdrawn", false, true, "A new scan began"],
  ["quarantined", true, true, "Scanned again"],
] as const)(
  "a new scan of a version that stays %s says so itself when it has ended (%s, scanned before: %s)",
  (status, ended, before, words) => {
    const entry = { event: "rescan", actorKind: "person", fromStatus: status, toStatus: status } as const;
    expect(eventWords({ ...entry, hasScanEnded: ended, wasScannedBefore: before })).toBe(words);
  },
);

test("of a version that goes back to validating another entry tells of the end", () => {
  const entry = { event: "rescan", actorKind: "person", fromStatus: "blocked", toStatus: "validating" } as const;
  expect(eventWords({ ...entry, hasScanEnded: true, wasScannedBefore: true })).toBe("A new scan began");
});
