import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
// @ts-expect-error plain JavaScript, which the bootstrap runs before anything is installed
import { generatedFiles } from "./generate-rules.mjs";

it("the lists name every rule folder", () => {
  for (const [path, content] of generatedFiles() as [string, string][]) expect(readFileSync(path, "utf8")).toBe(content);
});
