import { expect, test } from "vitest";
import { VERSION_STATUSES } from "@/lib/domain/version-status";
import { nextStep } from "./next-step";

const facts = { version: "1.4.0", verdict: "passed" as const, openCritical: 0, openWarnings: 0, wasEverApproved: false };

test("every state says something about the version", () => {
  for (const status of VERSION_STATUSES) expect(nextStep({ ...facts, status })).toContain("1.4.0");
});

test("what blocks is counted, one and many", () => {
  expect(nextStep({ ...facts, status: "blocked", verdict: "blocked", openCritical: 2 })).toMatch(/^2 findings block 1\.4\.0\./);
  expect(nextStep({ ...facts, status: "blocked", verdict: "blocked", openCritical: 1 })).toMatch(/^1 finding blocks 1\.4\.0\. Fix it/);
});

test("whoever has asked an approver reads that they may wait", () => {
  const blocked = { ...facts, status: "blocked" as const, verdict: "blocked" as const, openCritical: 1 };
  expect(nextStep(blocked, true)).toContain("Wait for the approver who was asked, or fix it");
  expect(nextStep(blocked)).not.toContain("Wait");
});

test("a public version with a red badge is no success", () => {
  expect(nextStep({ ...facts, status: "approved", verdict: "blocked", openCritical: 1 })).toContain("red badge: 1 finding to fix");
  expect(nextStep({ ...facts, status: "approved", verdict: "advisory", openWarnings: 3 })).toBe(
    "1.4.0 is public. 3 suggestions to consider.",
  );
  expect(nextStep({ ...facts, status: "approved" })).toBe("1.4.0 is public. Nothing to do.");
});
