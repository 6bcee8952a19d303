import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ENGINE_VERSION } from "../core/engine-version";
import { jsonReport } from "../report/json";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { recall } from "./plugin-key";

const OPENED = { topFolder: "my_plugin", contentDigest: "0".repeat(64) };
const SITE_KEY = "ab".repeat(32);
const DECISION = {
  fingerprint: "f".repeat(32),
  kind: "acceptance",
  equalCount: 1,
  ruleId: "bandit/B602",
  reason: "Intended.",
  decidedAt: "2026-01-01",
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plugin-key-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const decisions = (packageName = "my_plugin") =>
  file("decisions.json", JSON.stringify({ packageName, fingerprintKey: SITE_KEY, decisions: [DECISION] }));

/** The report that a run with this memory would write. */
async function reportWith(decisionsPath: string | null): Promise<string> {
  const { fingerprints } = await recall({ decisions: decisionsPath, baseline: null }, OPENED);
  const facts = {
    engineVersion: ENGINE_VERSION,
    problems: [],
    isRefused: true,
    sha256: null,
    fileCount: 0,
    configFiles: [],
    scan: null,
    comparison: null,
  };
  return file("report.json", jsonReport({ ...facts, ruleset: DEFAULT_RULESET, fingerprints }));
}

it("uses the plugin's key and decisions where they are given, and goes on from a report of the same key", async () => {
  const memory = await recall({ decisions: decisions(), baseline: await reportWith(decisions()) }, OPENED);
  expect(memory.fingerprints).toMatchObject({ origin: "server", key: SITE_KEY });
  expect(memory.decisions).toMatchObject([{ fingerprint: DECISION.fingerprint, kind: "acceptance" }]);
});

it("makes the same key for the same content, and goes on with a baseline's when the content changed", async () => {
  const first = await recall({ decisions: null, baseline: null }, OPENED);
  const changed = { ...OPENED, contentDigest: "1".repeat(64) };
  expect(await recall({ decisions: null, baseline: null }, OPENED)).toEqual(first);
  expect((await recall({ decisions: null, baseline: null }, changed)).fingerprints.key).not.toBe(first.fingerprints.key);
  expect((await recall({ decisions: null, baseline: await reportWith(null) }, changed)).fingerprints).toEqual(first.fingerprints);
});

it.each([
  [
    "decisions of another plugin",
    async () => ({ decisions: decisions("other"), baseline: null }),
    "is about the plugin other, and this is my_plugin",
  ],
  [
    "a report without the decisions that it was made with",
    async () => ({ decisions: null, baseline: await reportWith(decisions()) }),
    "give --decisions or --token-file as well",
  ],
  [
    "a report made without these decisions",
    async () => ({ decisions: decisions(), baseline: await reportWith(null) }),
    "make it again with --decisions",
  ],
  [
    "decisions that are none",
    async () => ({ decisions: file("x.json", '{"packageName":"my_plugin"}'), baseline: null }),
    "fingerprintKey: ",
  ],
])("refuses %s", async (_what, paths, words) => {
  await expect(recall(await paths(), OPENED)).rejects.toThrow(words);
});
