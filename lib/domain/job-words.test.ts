import { expect, it } from "vitest";
import { JOB_SCHEMAS } from "../jobs";
import { JOB_WORDS } from "./job-words";

it("has words for every job, and for no other", () => {
  expect(Object.keys(JOB_WORDS).sort()).toEqual(Object.keys(JOB_SCHEMAS).sort());
});
