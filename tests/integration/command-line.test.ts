/** The packed command line against a real repository: the same result, the same decisions. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { acknowledgeFinding, askForAcceptance } from "@/db/commands/decide-finding";
import { answerAcceptance } from "@/db/commands/end-decision";
import { getPluginDecisions, getRulesInForce } from "@/db/queries/command-line";
import { findings, scans } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { type JsonReport, reportSchema } from "@/scanners/report/json-schema";
import { BARE_EXCEPT, pluginZip, SHELL } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let folder: string;
beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
  await repository.work();
  folder = mkdtempSync(join(tmpdir(), "greenbadge-command-line-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await repository.close();
});

const ZIP = pluginZip(SHELL, { packageName: "told_plugin", name: "Told", files: { "more.py": BARE_EXCEPT } });

function scan(...options: string[]): Promise<{ code: number; report: JsonReport; err: string }> {
  const program = join(inject("testPrograms"), "cli", "greenbadge.mjs");
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [program, "scan", join(folder, "plugin.zip"), "--format", "json", ...options], (error, out, err) => {
      if (out) resolve({ code: typeof error?.code === "number" ? error.code : 0, report: reportSchema.parse(JSON.parse(out)), err });
      else reject(new Error(err));
    }),
  );
}

it("gives the worker's result, with any number of processes, and knows what was decided on the site", async () => {
  writeFileSync(join(folder, "plugin.zip"), ZIP);
  const { versionId } = await repository.accepted(owner, ZIP);
  const version = await repository.settled(versionId);
  const scanId = version.currentScanId as string;
  const [stored] = await repository.db.select().from(scans).where(eq(scans.id, scanId));
  for (const threads of ["1", "2", "4"]) {
    const { code, report } = await scan("--threads", threads);
    expect({ code, digest: report.scan?.digest, verdict: report.scan?.verdict }).toEqual({
      code: 1,
      digest: stored?.resultDigest,
      verdict: "blocked",
    });
  }

  const found = (ruleId: string) =>
    repository.db
      .select()
      .from(findings)
      .where(and(eq(findings.scanId, scanId), eq(findings.ruleId, ruleId)));
  const [[shell], [bare]] = await Promise.all([found("bandit/B602"), found("flake8/E722")]);
  const asked = await askForAcceptance(repository.db, {
    person: owner,
    versionId,
    findingId: shell?.id ?? 0,
    reason: "It is what the plugin is for.",
  });
  if (!asked.ok) throw new Error(asked.error.message);
  await answerAcceptance(repository.db, { person: approver, decisionId: asked.value.decisionId, answer: "accept", reason: "Agreed." });
  await acknowledgeFinding(repository.db, { person: owner, versionId, findingId: bare?.id ?? 0, reason: "Seen." });

  expect(await getPluginDecisions(repository.db, "told_plugin", approver)).toBeNull();
  expect(await getPluginDecisions(repository.db, "told_plugin", await repository.person({ role: "admin" }))).toBeNull();
  const decisions = await getPluginDecisions(repository.db, "TOLD_plugin", owner);
  writeFileSync(join(folder, "decisions.json"), JSON.stringify(decisions));
  const { code, report } = await scan("--decisions", join(folder, "decisions.json"));
  const effective = (await repository.version(versionId)).effectiveReason;
  expect(code).toBe(0);
  expect(report.scan).toMatchObject({ ...effective, accepted: 1, acknowledged: 1, digest: stored?.resultDigest });
  expect(JSON.stringify(report)).not.toContain(decisions?.fingerprintKey);
});

it("takes the ruleset in force from a site, and nothing it does not understand", async () => {
  writeFileSync(join(folder, "plugin.zip"), ZIP);
  const rules = await getRulesInForce(repository.db);
  const server = createServer((request, response) =>
    response.end(request.url === "/site/api/v1/ruleset" ? JSON.stringify(rules) : "?"),
  ).listen(0, "127.0.0.1");
  try {
    await new Promise((resolve) => server.once("listening", resolve));
    const { report, err } = await scan("--server", `http://127.0.0.1:${(server.address() as AddressInfo).port}/site/`);
    expect(report.ruleset.digest).toBe(rules.ruleset.digest);
    expect(err).toBe("");
  } finally {
    server.close();
  }
});
