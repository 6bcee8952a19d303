import { expect, test } from "vitest";
import { badgeWords } from "./verdict-words";

test("nobody reads that nothing was found where a finding stands with a reason", () => {
  expect(badgeWords("passed").meaning).toBe("No check found anything that needs attention.");
  expect(badgeWords("passed", 1).meaning).toBe("Nothing else needs attention; 1 finding is kept with a reason that an approver accepted.");
  expect(badgeWords("advisory", 2).meaning).toContain("2 findings are kept with a reason");
  expect(badgeWords("blocked", 1).meaning).toBe(badgeWords("blocked").meaning);
});
