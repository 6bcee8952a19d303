import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PACKAGE_RULES } from "./package-rules";

const documented = PACKAGE_RULES.flatMap((group) => group.rules.map((rule) => rule.code));

test("each code has one paragraph", () => expect(new Set(documented).size).toBe(documented.length));

test("every problem that the package rules can report has a paragraph to link to", () => {
  const sources = [...globSync("scanners/archive/**/*.ts"), "db/commands/upload-problems.ts"].filter((file) => !file.endsWith(".test.ts"));
  const text = sources.map((file) => readFileSync(file, "utf8")).join("\n");
  const calls =
    /\b(?:error|warning|problem|add|fail|failArchive)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"|code: "([a-z-]+)"|^\s+"(metadata-[a-z-]+)",$|return \["([a-z-]+)"|Problem\("([a-z-]+)"/gm;
  const used = new Set([...text.matchAll(calls)].map((match) => match.slice(1).find((code) => code !== undefined)));
  expect(used.size).toBeGreaterThan(40);
  expect([...used].filter((code) => !documented.includes(code as string))).toEqual([]);
});
