import { describe, expect, it } from "vitest";
import { exampleText } from "./example-text";
import { ruleById } from "./rules";

describe("the example of a rule, as people read it", () => {
  it("shows bytes that no text has, and leaves text as it is", () => {
    const rule = ruleById("coverage/text-not-read");
    expect(rule && exampleText(rule.badExample)).toBe("[main]\nname = caf\\xe9\\x00\n");
    expect(rule && exampleText(rule.goodExample)).toBe("[main]\nname = café\n");
  });
});
