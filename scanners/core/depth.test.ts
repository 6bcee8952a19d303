import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pluginZip } from "@/tests/builders/plugin-zip";
import { bundleScanProgram } from "@/tests/helpers/scan-program";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { scanArtifact } from "./scan-artifact";
import type { CheckOutcome } from "./types";

const times = (text: string, count: number) => text.repeat(count);

/** Code whose tree is about `depth` levels deep, one kind of nesting each. */
const CHAINS: Readonly<Record<string, (depth: number) => string>> = {
  attributes: (depth) => `x = a${times(".b", depth)}\n`,
  calls: (depth) => `x = a${times("()", depth)}\n`,
  methods: (depth) => `x = a${times(".b()", depth / 2)}\n`,
  subscripts: (depth) => `x = a${times("[0]", depth)}\n`,
  sums: (depth) => `x = ${times("1 + ", depth)}1\n`,
  texts: (depth) => `x = ${times('"a" + ', depth)}y\n`,
  powers: (depth) => `x = ${times("2 ** ", depth)}2\n`,
  signs: (depth) => `x = ${times("-", depth)}1\n`,
  negations: (depth) => `x = ${times("not ", depth)}1\n`,
  lambdas: (depth) => `x = ${times("lambda: ", depth)}1\n`,
  conditions: (depth) => `x = ${times("1 if a else ", depth)}1\n`,
  branches: (depth) => `if a:\n    pass\n${times("elif a:\n    pass\n", depth)}`,
};
/** What CPython itself refuses much earlier: 200 open brackets, 100 steps of indentation. */
const BRACKETS: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: (depth) => `x = ${times("(", depth)}1${times(")", depth)}\n`,
  lists: (depth) => `x = ${times("[", depth)}1${times("]", depth)}\n`,
  comprehensions: (depth) => `x = ${times("[", depth)}1${times(" for a in b]", depth)}\n`,
  arguments: (depth) => `x = ${times("f(", depth)}1${times(")", depth)}\n`,
  patterns: (depth) => `match a:\n    case ${times("[", depth)}1${times("]", depth)}:\n        pass\n`,
};
const blocks = (depth: number) => {
  const lines = Array.from({ length: depth }, (_, level) => `${" ".repeat(level)}def f():\n`);
  return `${lines.join("")}${" ".repeat(depth)}pass\n`;
};

let dir: string;
let entry: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "depth-"));
  entry = await bundleScanProgram(dir);
});
afterAll(() => rmSync(dir, { recursive: true }));

async function notAnalysed(files: Record<string, string>): Promise<string[]> {
  const bytes = pluginZip({ files });
  const outcomes: CheckOutcome[] = [];
  await scanArtifact({
    entry,
    artifactPath: bytes,
    expectedSha256: createHash("sha256").update(bytes).digest("hex"),
    checkIds: ["bandit", "secrets", "flake8", "coverage"],
    ruleset: DEFAULT_RULESET,
    fingerprintKey: "key",
    onOutcome: async (outcome) => void outcomes.push(outcome),
  });
  expect(outcomes.map((one) => (one.state === "errored" ? one.detail : one.state))).toEqual(Array(4).fill("finished"));
  const coverage = outcomes[3];
  return coverage?.state === "finished" ? coverage.findings.map((one) => one.path.replace(/^.*\/|\.py$/g, "")) : [];
}

const named = (chains: Readonly<Record<string, (depth: number) => string>>, depth: number) =>
  Object.fromEntries(Object.entries(chains).map(([name, code]) => [`${name}.py`, code(depth)]));

describe("nesting, in the process that scans", () => {
  it("is analysed up to the limit", async () => {
    const files = { ...named(CHAINS, 900), ...named(BRACKETS, 190), "blocks.py": blocks(95) };
    expect(await notAnalysed(files)).toEqual([]);
  }, 20_000);

  it("is reported beyond it, and no check fails", async () => {
    const files = { ...named(CHAINS, 1_100), ...named(BRACKETS, 250), "blocks.py": blocks(120) };
    expect(await notAnalysed(files)).toEqual([...Object.keys(CHAINS), ...Object.keys(BRACKETS), "blocks"].sort());
  }, 20_000);

  it("is reported however deep it is", async () => {
    const chains = { ...CHAINS, ...BRACKETS };
    expect(await notAnalysed(named(chains, 20_000))).toEqual(Object.keys(chains).sort());
  }, 20_000);
});
