import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveVersion } from "@/db/commands/review-version";
import { checkRuns, emails, findings, scans, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { scanInProcess } from "@/scanners/core/scan-in-process";
import { CHECK_IDS } from "@/scanners/core/types";
import { reportOf } from "@/scanners/report/scan-report";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { awsSecret, awsSecretValue, BARE_EXCEPT, CLEAN, PYTHON_2, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";

let repository: TestRepository;
let owner: SignedIn;
let trusted: SignedIn;
let approver: SignedIn;

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  trusted = await repository.person({ isTrusted: true });
  approver = await repository.person({ role: "approver" });
  await repository.work();
});
afterAll(() => repository.close());

let counter = 0;
const nextName = () => {
  counter += 1;
  return { packageName: `plugin_${counter}`, name: `Plugin ${counter}` };
};
async function uploadAndWait(
  person: SignedIn,
  extra: string,
  options: Parameters<typeof pluginZip>[1] = nextName(),
  how: { asksToWait?: boolean } = {},
) {
  const { versionId } = await repository.accepted(person, pluginZip(extra, options), how);
  return repository.settled(versionId);
}
const mailsOf = (versionId: number) =>
  repository.db
    .select({ kind: emails.kind, recipientId: emails.recipientId, state: emails.state })
    .from(emails)
    .where(eq(emails.versionId, versionId));

describe("a verdict", () => {
  it.each([
    ["a clean plugin", CLEAN, "validated", "passed"],
    ["a warning", BARE_EXCEPT, "validated", "advisory"],
    ["a shell command", SHELL, "blocked", "blocked"],
    ["a secret", awsSecret(), "blocked", "blocked"],
    ["Python 2", PYTHON_2, "blocked", "blocked"],
    ["a shell command that is said to be intended", SHELL_INTENDED, "validated", "passed"],
  ])("of %s", async (_what, extra, status, verdict) => {
    const version = await uploadAndWait(owner, extra);
    expect({ status: version.status, verdict: version.effectiveVerdict }).toEqual({ status, verdict });
    const runs = await repository.db
      .select()
      .from(checkRuns)
      .where(eq(checkRuns.scanId, version.currentScanId as string));
    expect(runs.map((run) => run.state)).toEqual(Array(6).fill("finished"));
    const events = await repository.db
      .select({ event: versionEvents.event, to: versionEvents.toStatus })
      .from(versionEvents)
      .where(eq(versionEvents.versionId, version.id));
    expect(events).toEqual([
      { event: "accept-new-plugin", to: "validating" },
      { event: "conclude", to: status },
    ]);
  });

  it("has the digest that the author's own machine gives", async () => {
    const names = nextName();
    const version = await uploadAndWait(owner, SHELL, names);
    const [scan] = await repository.db
      .select()
      .from(scans)
      .where(eq(scans.id, version.currentScanId as string));
    const local = await scanInProcess({
      bytes: pluginZip(SHELL, names),
      checkIds: CHECK_IDS,
      ruleset: DEFAULT_RULESET,
      fingerprintKey: "another key",
    });
    expect(scan?.resultDigest).toBe(reportOf(local.package, DEFAULT_RULESET, local.outcomes).digest);
  });

  it("stores no secret anywhere", async () => {
    const version = await uploadAndWait(owner, awsSecret());
    const rows = await repository.db
      .select()
      .from(findings)
      .where(eq(findings.scanId, version.currentScanId as string));
    expect(rows.some((row) => row.ruleId === "secrets/AWSKeyDetector")).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(awsSecretValue());
  });

  it("keeps a suppressed finding, with what hid it", async () => {
    const version = await uploadAndWait(owner, SHELL_INTENDED);
    const [row] = await repository.db
      .select()
      .from(findings)
      .where(and(eq(findings.scanId, version.currentScanId as string), eq(findings.ruleId, "bandit/B602")));
    expect(row?.suppression).toMatchObject({ by: "pragma", ruleSpecific: true, line: 5 });
    expect(version.newCriticalSuppressions).toBe(1);
  });
});

describe("publishing", () => {
  it("a trusted owner's clean version is public at once", async () => {
    const version = await uploadAndWait(trusted, CLEAN);
    expect(version).toMatchObject({ status: "approved", basis: "verdict", approvalVerdict: "passed" });
  });

  it.each([
    ["who asks to wait", CLEAN, { asksToWait: true }, /asked for a look/],
    ["who hides a critical finding for the first time", SHELL_INTENDED, {}, /no approver has seen/],
  ])("a trusted owner %s waits for an approver", async (_who, extra, how, why) => {
    const version = await uploadAndWait(trusted, extra, nextName(), how);
    expect(version.status).toBe("validated");
    expect(version.waitsBecause).toMatch(why);
  });

  it("a suppression that an approver has seen holds nothing up in the next version", async () => {
    const names = nextName();
    const first = await uploadAndWait(trusted, SHELL_INTENDED, { ...names, version: "1.0" });
    const approved = await approveVersion(repository.db, {
      person: approver,
      versionId: first.id,
      scanId: first.currentScanId as string,
      artifactSha256: first.artifactSha256,
    });
    expect(approved.ok).toBe(true);
    const second = await uploadAndWait(trusted, `${SHELL_INTENDED}# moved on\n`, { ...names, version: "1.1" });
    expect(second).toMatchObject({ status: "approved", newCriticalSuppressions: 0 });
  });

  it("a trusted owner's blocked version stays blocked", async () => {
    expect((await uploadAndWait(trusted, SHELL)).status).toBe("blocked");
  });
});

describe("mails", () => {
  it("the receipt, the results, and the word to approvers go out once each", async () => {
    const version = await uploadAndWait(owner, CLEAN);
    await waitFor("three mails", async () => (await mailsOf(version.id)).filter((mail) => mail.state === "sent").length === 3);
    expect((await mailsOf(version.id)).map((mail) => [mail.kind, mail.recipientId]).sort()).toEqual(
      [
        ["review-ready", approver.userId],
        ["upload-confirmation", owner.userId],
        ["validation-results", owner.userId],
      ].sort(),
    );
  });

  it("nobody but the maintainers hears of a blocked version", async () => {
    const version = await uploadAndWait(owner, SHELL);
    expect((await mailsOf(version.id)).map((mail) => mail.recipientId)).toEqual([owner.userId, owner.userId]);
  });
});

describe("a corrected file", () => {
  it("goes under the same number, and the version comes out clean", async () => {
    const names = nextName();
    const blocked = await uploadAndWait(owner, SHELL, names);
    const again = await repository.accepted(owner, pluginZip(CLEAN, names));
    expect(again).toMatchObject({ versionId: blocked.id, outcome: "replaced" });
    expect(await repository.settled(blocked.id)).toMatchObject({ status: "validated", effectiveVerdict: "passed" });
  });

  it("is refused once the version was public", async () => {
    const names = nextName();
    const version = await uploadAndWait(trusted, CLEAN, names);
    const again = await repository.upload(trusted, pluginZip(BARE_EXCEPT, names));
    expect(again).toMatchObject({ ok: false, error: { code: "already-published", message: expect.stringContaining("already published") } });
    expect((await repository.version(version.id)).artifactSha256).toBe(version.artifactSha256);
  });
});

it("a scan's result never changes once it is concluded", async () => {
  const version = await uploadAndWait(owner, SHELL);
  const scanId = version.currentScanId as string;
  await expect(repository.db.update(scans).set({ verdict: "passed" }).where(eq(scans.id, scanId))).rejects.toThrow();
  await expect(repository.db.update(findings).set({ severity: "info" }).where(eq(findings.scanId, scanId))).rejects.toThrow();
  await expect(repository.db.delete(versionEvents).where(eq(versionEvents.versionId, version.id))).rejects.toThrow();
});
