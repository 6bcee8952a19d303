import { expect, it } from "vitest";
import { progressToFollow, type ScanProgress } from "@/db/queries/scan-progress";

const progress = (done: boolean): ScanProgress => ({
  versionId: 1,
  status: "validated",
  verdict: null,
  checks: [],
  estimateMs: null,
  done,
});

it("a page follows what runs, and once more what ended while it was drawn: it must not say for ever that the checks run", () => {
  expect(progressToFollow(progress(false), "validating")?.done).toBe(false);
  expect(progressToFollow(progress(true), "validating")?.done).toBe(false);
  expect(progressToFollow(progress(false), "approved")?.done).toBe(false);
  expect(progressToFollow(progress(true), "validated")).toBeNull();
  expect(progressToFollow(null, "validating")).toBeNull();
});
