import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { bundleScanProgram } from "@/tests/helpers/scan-program";
import { type ScanArtifactInput, type ScanProgress, scanArtifact } from "./scan-artifact";
import { SpareProcesses } from "./scan-process-start";
import { CHECK_IDS, type CheckId, type CheckOutcome } from "./types";

let dir: string;
let entry: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "scan-artifact-"));
  entry = await bundleScanProgram(dir);
});
afterEach(() => vi.useRealTimers());
afterAll(() => rmSync(dir, { recursive: true }));

async function scan(zip: Uint8Array, over: Partial<ScanArtifactInput> = {}): Promise<CheckOutcome[]> {
  const artifactPath = join(dir, "artifact.zip");
  writeFileSync(artifactPath, zip);
  const outcomes: CheckOutcome[] = [];
  await scanArtifact({
    entry,
    artifactPath,
    expectedSha256: createHash("sha256").update(zip).digest("hex"),
    checkIds: ["bandit", "flake8", "secrets"],
    ruleset: DEFAULT_RULESET,
    fingerprintKey: "key",
    onOutcome: async (outcome) => void outcomes.push(outcome),
    ...over,
  });
  return outcomes;
}
const states = (outcomes: CheckOutcome[]) => outcomes.map((one) => `${one.checkId} ${one.state === "errored" ? one.code : one.state}`);
/** A program in the place of the real one, to play what no package of ours can be relied on to cause. */
function program(source: string): string {
  const file = join(dir, `program-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.mjs`);
  writeFileSync(file, `${source}\nprocess.once("disconnect", () => process.exit());\n`);
  return file;
}

describe("a scan in its own process", () => {
  it("delivers each check's outcome, in order", async () => {
    const outcomes = await scan(pluginZip(SHELL));
    expect(states(outcomes)).toEqual(["bandit finished", "flake8 finished", "secrets finished"]);
    expect(outcomes[0]?.state === "finished" && outcomes[0].findings.map((one) => one.ruleId)).toContain("bandit/B602");
  });

  it("gives the same from several processes, also from waiting ones, and says how far it is", async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`part_${index}.py`, SHELL]));
    const zip = pluginZip(SHELL, { files });
    const withoutTime = (outcomes: CheckOutcome[]) =>
      outcomes.map((one) => ({ ...one, durationMs: 0 })).sort((a, b) => (a.checkId < b.checkId ? -1 : 1));
    const whole = withoutTime(await scan(zip, { checkIds: CHECK_IDS }));
    const spares = new SpareProcesses(entry, {}, 2);
    for (const processes of [2, 4]) {
      const steps: ScanProgress[] = [];
      const shared = await scan(zip, { checkIds: CHECK_IDS, processes, spares, onProgress: (step) => steps.push(step) });
      expect(withoutTime(shared)).toEqual(whole);
      expect(steps.every((step) => step.files <= step.of && step.path.startsWith("sample_plugin/"))).toBe(true);
      expect(steps.at(-1)?.files).toBeGreaterThan(30);
    }
    spares.close();
  }, 20_000);

  it("lists the package's Python files once, before any outcome, and only when asked", async () => {
    const said: string[] = [];
    const files = { "libs/six.py": CLEAN, "test/test_six.py": CLEAN, "notes.txt": CLEAN };
    const outcomes = await scan(pluginZip(SHELL, { files }), {
      processes: 2,
      onSources: async (sources) => void said.push(...sources.map(({ path, pathClass, sizeBytes }) => `${path} ${pathClass} ${sizeBytes}`)),
      onOutcome: async ({ checkId }) => void said.push(checkId),
    });
    expect(outcomes).toEqual([]);
    expect(said.slice(-3).sort()).toEqual(["bandit", "flake8", "secrets"]);
    const listed = said.slice(0, -3).map((one) => one.replace("sample_plugin/", ""));
    expect(listed).toHaveLength(5);
    expect(listed).toEqual(expect.arrayContaining(["libs/six.py vendored 10", "test/test_six.py test 10", `extra.py own ${SHELL.length}`]));
  });

  it("stops and says why when the list cannot be kept", async () => {
    const onSources = () => Promise.reject(new Error("no room"));
    await expect(scan(pluginZip(SHELL), { onSources })).rejects.toThrow("no room");
  });

  it("refuses a file that is gone or has other bytes", async () => {
    expect(states(await scan(pluginZip(CLEAN), { expectedSha256: "0".repeat(64) }))).toEqual([
      "bandit artifact-changed",
      "flake8 artifact-changed",
      "secrets artifact-changed",
    ]);
    expect(states(await scan(pluginZip(CLEAN), { artifactPath: join(dir, "gone.zip") }))).toEqual([
      "bandit artifact-missing",
      "flake8 artifact-missing",
      "secrets artifact-missing",
    ]);
  });

  it("says that an archive is refused, which is nobody's fault here", async () => {
    const bytes = Buffer.concat([Buffer.from("#!/bin/sh\n"), pluginZip(CLEAN)]);
    expect(states(await scan(bytes))).toEqual(["bandit archive-refused", "flake8 archive-refused", "secrets archive-refused"]);
  });

  it("ends a check that overruns its time, and goes on with the next one", async () => {
    const hanging = program(`process.once("message", ({ checkIds: [checkId] }) => { process.send({ type: "start", checkId });
      if (checkId === "bandit") for (;;); process.send({ type: "outcome", outcome: { checkId, state: "finished", findings: [], omitted: {}, omittedCritical: 0, durationMs: 1 } }); process.send({ type: "done" }); })`);
    // Time passes when the check hangs and not otherwise: starting a process may take as long as it likes.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const onStart = (checkId: CheckId) => void (checkId === "bandit" && vi.advanceTimersByTime(400));
    const limits = { timeoutMsPerCheck: 400 };
    const outcomes = await scan(pluginZip(CLEAN), { entry: hanging, checkIds: ["bandit", "flake8"], limits, onStart });
    expect(states(outcomes)).toEqual(["bandit timeout", "flake8 finished"]);
  });

  it.each([
    ["the start of a check", `{ type: "start", checkId: "bandit" }`],
    ["its files", `{ type: "sources", sources: [] }`],
  ])("ends a process that goes on saying %s and comes to no end", async (_what, message) => {
    const talking = program(`process.once("message", () => { process.send({ type: "start", checkId: "bandit" });
      setInterval(() => process.send(${message}), 20); })`);
    const outcomes = await scan(pluginZip(CLEAN), { entry: talking, checkIds: ["bandit"], limits: { timeoutMsPerCheck: 500 } });
    expect(outcomes).toMatchObject([{ state: "errored", code: "timeout", detail: "not finished after 1000 ms" }]);
  });

  it.each([
    ["no word of ours", `"passed"`],
    ["nothing", `null`],
    ["another type", `{ type: "verdict", verdict: "passed" }`],
    ["findings that are no list", `outcome({ findings: "none" })`],
    ["a severity that does not exist", `outcome({ findings: [{ ...finding, severity: "none" }] })`],
    ["a line that is no number", `outcome({ findings: [{ ...finding, line: "3" }] })`],
    ["a number below none", `outcome({ omittedCritical: -1 })`],
    ["the outcome of a check that was not asked for", `outcome({ checkId: "secrets" })`],
    ["its end before an outcome", `{ type: "done" }`],
  ])("takes a check for failed when its process says %s", async (_what, message) => {
    const odd = program(`process.once("message", () => {
      const finding = { ruleId: "bandit/B602", severity: "critical", confidence: "high", path: "demo/a.py", line: 3, endLine: 3, pathClass: "own", message: "A shell.", fingerprint: "f", movedFingerprint: "m", equalCount: 1 };
      const outcome = (over) => ({ type: "outcome", outcome: { checkId: "bandit", state: "finished", findings: [], omitted: {}, omittedCritical: 0, durationMs: 1, ...over } });
      process.send({ type: "start", checkId: "bandit" }); process.send(${message});
      process.send(outcome({})); process.send({ type: "done" }); })`);
    const outcomes = await scan(pluginZip(CLEAN), { entry: odd, checkIds: ["bandit"] });
    expect(states(outcomes)).toEqual(["bandit crashed"]);
  });

  it("ends a check that is too long at one file, and says at which", async () => {
    const stuck =
      program(`import { writeSync } from "node:fs"; process.once("message", () => { process.send({ type: "start", checkId: "bandit" });
      writeSync(4, "1\\t2\\tdemo/a.py\\n"); writeSync(4, "2\\t2\\tdemo/slow.py\\n"); for (;;); })`);
    const outcomes = await scan(pluginZip(CLEAN), { entry: stuck, checkIds: ["bandit"], limits: { timeoutMsPerFile: 300 } });
    expect(outcomes).toMatchObject([{ state: "errored", code: "timeout", detail: "not finished after 300 ms (at demo/slow.py)" }]);
  });

  it("survives a process that fills its memory", async () => {
    const hungry = program(
      `process.once("message", ({ checkIds: [checkId] }) => { process.send({ type: "start", checkId }); const kept = []; for (;;) kept.push(new Array(10_000).fill({})); })`,
    );
    const outcomes = await scan(pluginZip(CLEAN), { entry: hungry, checkIds: ["bandit"], limits: { maxHeapMb: 64 } });
    expect(states(outcomes)).toEqual(["bandit out-of-memory"]);
  });

  it("may neither write files nor start programs nor read others, nor see the environment", async () => {
    vi.stubEnv("SOME_SECRET", "seen");
    const prying = program(`import { readFileSync, writeFileSync } from "node:fs"; import { spawnSync } from "node:child_process";
      const tries = { read: () => readFileSync("/etc/passwd"), artifact: () => readFileSync(${JSON.stringify(join(dir, "artifact.zip"))}), write: () => writeFileSync(${JSON.stringify(join(dir, "written"))}, "x"), spawn: () => spawnSync("true") };
      const codes = Object.entries(tries).map(([name, go]) => { try { go(); return name + " worked"; } catch (error) { return name + " " + error.code; } });
      process.once("message", () => process.send({ type: "unopened", code: "crashed", detail: [...codes, process.env.SOME_SECRET ?? "nothing seen"].join(", ") }));`);
    const [outcome] = await scan(pluginZip(CLEAN), { entry: prying, checkIds: ["bandit"] });
    expect(outcome).toMatchObject({
      detail: "read ERR_ACCESS_DENIED, artifact ERR_ACCESS_DENIED, write ERR_ACCESS_DENIED, spawn ERR_ACCESS_DENIED, nothing seen",
    });
  });

  it.skipIf(process.platform === "win32")("is ended by the system when nobody watches it any more", async () => {
    const telling = program(`process.once("message", () => process.send({ type: "unopened", code: "crashed",
      detail: String(process.report.getReport().userLimits.cpu_time_seconds.hard) }));`);
    const [outcome] = await scan(pluginZip(CLEAN), {
      entry: telling,
      checkIds: ["bandit", "flake8"],
      limits: { timeoutMsPerCheck: 5_000 },
    });
    expect(outcome).toMatchObject({ detail: "60" });
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const waiting = scan(pluginZip(CLEAN), { signal: stop.signal, onStart: () => stop.abort(new Error("shutting down")) });
    await expect(waiting).rejects.toThrow("shutting down");
  });
});
