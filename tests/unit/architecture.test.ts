import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { statusDiagram } from "@/scripts/status-diagram";

const FILE = "ARCHITECTURE.md";
const DIAGRAM = /(<!-- states:start -->\n```mermaid\n)[\s\S]*?(\n```\n<!-- states:end -->)/;

it("the diagram of states in ARCHITECTURE.md is the table's (UPDATE=1 rewrites it)", () => {
  const text = readFileSync(FILE, "utf8");
  const current = text.replace(DIAGRAM, (_all, start: string, end: string) => start + statusDiagram() + end);
  if (process.env.UPDATE) writeFileSync(FILE, current);
  else expect(text).toBe(current);
});
