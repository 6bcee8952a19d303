import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveBatch } from "@/db/commands/approve-batch";
import { askForAcceptance, refuseSuppression } from "@/db/commands/decide-finding";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { deleteDraft, requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion, quarantineVersion, rejectVersion, releaseVersion, returnVersion } from "@/db/commands/review-version";
import { findingDecisions, findings, pluginEditors, scans, users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
  admin = await repository.person({ role: "admin" });
  await repository.work();
});
afterAll(() => repository.close());

let counter = 0;
async function settled(extra: string) {
  counter += 1;
  const { versionId } = await repository.accepted(owner, pluginZip(extra, { packageName: `guard_${counter}`, name: `Guard ${counter}` }));
  return repository.settled(versionId);
}
type Version = Awaited<ReturnType<typeof settled>>;
const approval = (version: Version, person = approver) => ({
  person,
  versionId: version.id,
  scanId: version.currentScanId as string,
  artifactSha256: version.artifactSha256,
});
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) => (result.ok ? "ok" : result.error.code);
const findingIn = async (version: Version, ruleId: string) => {
  const rows = await repository.db
    .select()
    .from(findings)
    .where(eq(findings.scanId, version.currentScanId as string));
  const found = rows.find((row) => row.ruleId === ruleId);
  if (!found) throw new Error(`no ${ruleId}`);
  return found;
};

async function accept(version: Version, finding: typeof findings.$inferSelect): Promise<string> {
  const asked = await askForAcceptance(repository.db, {
    person: owner,
    versionId: version.id,
    findingId: finding.id,
    reason: "a constant",
  });
  if (!asked.ok) throw new Error(asked.error.message);
  const answer = { person: approver, decisionId: asked.value.decisionId, answer: "accept" as const, reason: "seen" };
  const answered = await answerAcceptance(repository.db, answer);
  if (!answered.ok) throw new Error(answered.error.message);
  return answered.value.decisionId;
}

describe("SQL refuses", () => {
  it("to publish a blocked version, however it is written", async () => {
    const version = await settled(SHELL);
    const attempts = [
      { status: "approved" as const },
      { status: "approved" as const, basis: "verdict" as const, firstApprovedAt: new Date() },
      { status: "approved" as const, basis: "imported" as const, firstApprovedAt: new Date() },
      {
        status: "approved" as const,
        basis: "verdict" as const,
        firstApprovedAt: new Date(),
        approvalVerdict: "passed" as const,
        approvalScanId: version.currentScanId,
      },
      { status: "validated" as const },
    ];
    for (const set of attempts) {
      await expect(repository.db.update(versions).set(set).where(eq(versions.id, version.id)), JSON.stringify(set)).rejects.toThrow();
    }
    expect((await repository.version(version.id)).status).toBe("blocked");
  });

  it("to publish on a scan of another file or version", async () => {
    const clean = await settled(CLEAN);
    const other = await settled(`${CLEAN}OTHER = 2\n`);
    const claim = {
      status: "approved" as const,
      basis: "verdict" as const,
      firstApprovedAt: new Date(),
      approvalVerdict: "passed" as const,
    };
    await expect(
      repository.db
        .update(versions)
        .set({ ...claim, currentScanId: other.currentScanId, approvalScanId: other.currentScanId })
        .where(eq(versions.id, clean.id)),
    ).rejects.toThrow();
    await expect(
      repository.db
        .update(versions)
        .set({ ...claim, approvalScanId: clean.currentScanId, artifactSha256: other.artifactSha256 })
        .where(eq(versions.id, clean.id)),
    ).rejects.toThrow();
  });

  it("to change the file of a version that was public", async () => {
    const clean = await settled(CLEAN);
    const other = await settled(`${CLEAN}MORE = 3\n`);
    expect(codeOf(await approveVersion(repository.db, approval(clean)))).toBe("ok");
    await expect(
      repository.db.update(versions).set({ artifactSha256: other.artifactSha256 }).where(eq(versions.id, clean.id)),
    ).rejects.toThrow();
  });
});

describe("an approval", () => {
  it("of two approvers at the same moment happens once", async () => {
    const version = await settled(CLEAN);
    const results = await Promise.all([
      approveVersion(repository.db, approval(version)),
      approveVersion(repository.db, approval(version, admin)),
    ]);
    expect(results.map(codeOf).sort()).toEqual(["conflict", "ok"]);
  });

  it("of what has changed since is stale", async () => {
    const version = await settled(CLEAN);
    expect(codeOf(await approveVersion(repository.db, { ...approval(version), artifactSha256: "0".repeat(64) }))).toBe("stale");
    expect(codeOf(await approveVersion(repository.db, { ...approval(version), scanId: crypto.randomUUID() }))).toBe("stale");
    await requestRescan(repository.db, { person: owner, versionId: version.id });
    expect(codeOf(await approveVersion(repository.db, approval(version)))).toBe("stale");
  });

  it("by the owner, a stranger, an approver who edits it, or a suspended approver is refused", async () => {
    const version = await settled(CLEAN);
    const editing = await repository.person({ role: "approver" });
    await repository.db.insert(pluginEditors).values({ pluginId: version.pluginId, userId: editing.userId, role: "collaborator" });
    const suspended = await repository.person({ role: "approver", isSuspended: true });
    for (const person of [owner, await repository.person(), editing, suspended]) {
      expect(codeOf(await approveVersion(repository.db, approval(version, person)))).toBe("not-allowed");
    }
    expect((await repository.version(version.id)).status).toBe("validated");
  });

  it("counts the role of now, not that of the session", async () => {
    const version = await settled(CLEAN);
    const former = await repository.person({ role: "approver" });
    await repository.db.update(users).set({ role: "user" }).where(eq(users.id, former.userId));
    expect(codeOf(await approveVersion(repository.db, approval(version, former)))).toBe("not-allowed");
  });

  it("of a blocked version is refused", async () => {
    expect(codeOf(await approveVersion(repository.db, approval(await settled(SHELL))))).toBe("conflict");
  });
});

describe("other decisions", () => {
  it("return and reject want a reason; a returned version is reopened by a new file", async () => {
    const version = await settled(SHELL);
    expect(codeOf(await returnVersion(repository.db, { person: approver, versionId: version.id, reason: " " }))).toBe("invalid");
    expect(codeOf(await returnVersion(repository.db, { person: approver, versionId: version.id, reason: "please fix" }))).toBe("ok");
    expect(codeOf(await rejectVersion(repository.db, { person: approver, versionId: version.id, reason: "no" }))).toBe("conflict");
    const names = { packageName: `guard_${counter}`, name: `Guard ${counter}` };
    await repository.accepted(owner, pluginZip(CLEAN, names));
    expect((await repository.settled(version.id)).status).toBe("validated");
  });

  it("withdraw and restore are the owner's; quarantine and release are staff's", async () => {
    const version = await settled(CLEAN);
    await approveVersion(repository.db, approval(version));
    const versionId = version.id;
    expect(codeOf(await withdrawVersion(repository.db, { person: approver, versionId }))).toBe("not-allowed");
    expect(codeOf(await withdrawVersion(repository.db, { person: await repository.person(), versionId }))).toBe("not-found");
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId }))).toBe("ok");
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId }))).toBe("ok");
    expect(codeOf(await quarantineVersion(repository.db, { person: owner, versionId, reason: "x" }))).toBe("not-allowed");
    expect(codeOf(await quarantineVersion(repository.db, { person: approver, versionId, reason: "reported" }))).toBe("ok");
    expect(await repository.version(versionId)).toMatchObject({ status: "quarantined", previousStatus: "approved" });
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId }))).toBe("conflict");
    expect(codeOf(await releaseVersion(repository.db, { person: approver, versionId, reason: "fine" }))).toBe("not-allowed");
    expect(codeOf(await releaseVersion(repository.db, { person: admin, versionId, reason: "fine" }))).toBe("ok");
    expect((await repository.version(versionId)).status).toBe("approved");
  });

  it("a draft can be deleted by its editor, what was public never", async () => {
    const draft = await settled(SHELL);
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId: draft.id }))).toBe("ok");
    await expect(repository.version(draft.id)).rejects.toThrow();
    const version = await settled(CLEAN);
    await approveVersion(repository.db, approval(version));
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId: version.id }))).toBe("conflict");
  });
});

describe("decisions on findings", () => {
  it("an accepted finding opens the way to approval; withdrawing the acceptance blocks again", async () => {
    const version = await settled(SHELL);
    const finding = await findingIn(version, "bandit/B602");
    const asked = await askForAcceptance(repository.db, {
      person: owner,
      versionId: version.id,
      findingId: finding.id,
      reason: "the command is a constant",
    });
    if (!asked.ok) throw new Error(asked.error.message);
    expect((await repository.version(version.id)).status).toBe("blocked");
    expect(
      codeOf(await answerAcceptance(repository.db, { person: owner, decisionId: asked.value.decisionId, answer: "accept", reason: "" })),
    ).toBe("not-allowed");
    const answered = await answerAcceptance(repository.db, {
      person: approver,
      decisionId: asked.value.decisionId,
      answer: "accept",
      reason: "seen",
    });
    if (!answered.ok) throw new Error(answered.error.message);
    expect(await repository.version(version.id)).toMatchObject({ status: "validated", effectiveVerdict: "passed" });
    expect(codeOf(await withdrawDecision(repository.db, { person: approver, decisionId: answered.value.decisionId }))).toBe("ok");
    expect(await repository.version(version.id)).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
  });

  it("an acceptance that has ended blocks again what waits, and what was withdrawn", async () => {
    const waits = await settled(SHELL);
    const decisionId = await accept(waits, await findingIn(waits, "bandit/B602"));
    const hidden = await settled(SHELL);
    const hiddenDecision = await accept(hidden, await findingIn(hidden, "bandit/B602"));
    expect(codeOf(await approveVersion(repository.db, approval(hidden)))).toBe("ok");
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: hidden.id }))).toBe("ok");
    const past = { expiresAt: new Date(Date.now() - 1000) };
    for (const id of [decisionId, hiddenDecision]) {
      await repository.db.transaction(async (tx) => {
        // Decisions are append-only; here time passes instead.
        await tx.execute(sql`set local session_replication_role = replica`);
        await tx.update(findingDecisions).set(past).where(eq(findingDecisions.id, id));
      });
    }
    // At once, also before the hourly look has blocked them.
    expect(codeOf(await approveVersion(repository.db, approval(waits)))).toBe("conflict");
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: hidden.id }))).toBe("conflict");
    await endAcceptances(repository.db);
    expect(await repository.version(waits.id)).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: hidden.id }))).toBe("conflict");
  });

  it("whoever asked, or uploaded the file, is not its judge after leaving the plugin", async () => {
    const version = await settled(SHELL);
    const finding = await findingIn(version, "bandit/B602");
    await repository.db.update(users).set({ role: "approver" }).where(eq(users.id, owner.userId));
    const asked = await askForAcceptance(repository.db, { person: owner, versionId: version.id, findingId: finding.id, reason: "mine" });
    if (!asked.ok) throw new Error(asked.error.message);
    await repository.db.delete(pluginEditors).where(eq(pluginEditors.pluginId, version.pluginId));
    const answer = { decisionId: asked.value.decisionId, answer: "accept" as const, reason: "" };
    expect(codeOf(await answerAcceptance(repository.db, { person: owner, ...answer }))).toBe("not-allowed");
    expect(codeOf(await answerAcceptance(repository.db, { person: approver, ...answer }))).toBe("ok");
    expect(codeOf(await approveVersion(repository.db, approval(version, owner)))).toBe("not-allowed");
    expect(codeOf(await approveVersion(repository.db, approval(version)))).toBe("ok");
    await repository.db.update(users).set({ role: "user" }).where(eq(users.id, owner.userId));
  });

  it("somebody else's finding does not exist", async () => {
    const version = await settled(SHELL);
    const mine = await settled(SHELL_INTENDED);
    const finding = await findingIn(version, "bandit/B602");
    const stranger = await repository.person();
    expect(
      codeOf(await askForAcceptance(repository.db, { person: stranger, versionId: version.id, findingId: finding.id, reason: "x" })),
    ).toBe("not-found");
    expect(codeOf(await askForAcceptance(repository.db, { person: owner, versionId: mine.id, findingId: finding.id, reason: "x" }))).toBe(
      "not-found",
    );
  });

  it("a refused suppression blocks the version that waited", async () => {
    const version = await settled(SHELL_INTENDED);
    expect(version.status).toBe("validated");
    const finding = await findingIn(version, "bandit/B602");
    expect(
      codeOf(
        await refuseSuppression(repository.db, { person: approver, versionId: version.id, findingId: finding.id, reason: "not intended" }),
      ),
    ).toBe("ok");
    expect((await repository.version(version.id)).status).toBe("blocked");
  });
});

describe("a public version that is scanned again", () => {
  it("stays public with its true badge, and people are told", async () => {
    const version = await settled(SHELL_INTENDED);
    await approveVersion(repository.db, approval(version));
    const finding = await findingIn(version, "bandit/B602");
    await refuseSuppression(repository.db, { person: approver, versionId: version.id, findingId: finding.id, reason: "looked again" });
    expect(await repository.version(version.id)).toMatchObject({ status: "approved", effectiveVerdict: "blocked" });
    const rescan = await requestRescan(repository.db, { person: "system", versionId: version.id, kind: "backrun" });
    if (!rescan.ok) throw new Error(rescan.error.message);
    await waitFor(
      "the scan to conclude",
      async () => (await repository.db.select().from(scans).where(eq(scans.id, rescan.value.scanId)))[0]?.verdict,
    );
    expect(await repository.version(version.id)).toMatchObject({
      status: "approved",
      effectiveVerdict: "blocked",
      currentScanId: rescan.value.scanId,
    });
  });

  it("cannot come back from withdrawal while its verdict blocks it", async () => {
    const version = await settled(SHELL_INTENDED);
    await approveVersion(repository.db, approval(version));
    const finding = await findingIn(version, "bandit/B602");
    await withdrawVersion(repository.db, { person: owner, versionId: version.id });
    await refuseSuppression(repository.db, { person: approver, versionId: version.id, findingId: finding.id, reason: "looked again" });
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: version.id }))).toBe("conflict");
    expect((await repository.version(version.id)).status).toBe("withdrawn");
  });
});

describe("what a comment hides is seen before it is published", () => {
  const code = (times: number) =>
    `import subprocess\n\n\ndef run(command):\n${"    subprocess.Popen(command, shell=True)  # nosec B602\n".repeat(times)}`;
  const upload = async (person: SignedIn, name: string, version: string, extra: string, files: Record<string, string> = {}) => {
    const options = { packageName: name, name: `Plugin ${name}`, version, files };
    const { versionId } = await repository.accepted(person, pluginZip(extra, options));
    return repository.settled(versionId);
  };

  it("one more that is equal to a known one", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const first = await upload(trusted, "equal_hidden", "1.0", code(1));
    expect(await approveVersion(repository.db, approval(first))).toMatchObject({ ok: true });
    expect(await upload(trusted, "equal_hidden", "1.1", `# the same\n${code(1)}`)).toMatchObject({ status: "approved" });
    const more = await upload(trusted, "equal_hidden", "1.2", code(2));
    expect(more.status).toBe("validated");
    expect(more.newCriticalSuppressions).toBeGreaterThan(0);
  });

  const warnings = { "a_list.py": `import subprocess\n\n${'subprocess.call("ls", shell=True)\n'.repeat(510)}` };

  it("one behind more findings of its rule than are kept, and once only", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const version = await upload(trusted, "behind_many", "1.0", code(1), warnings);
    expect(version).toMatchObject({ status: "validated", effectiveVerdict: "advisory", newCriticalSuppressions: 1 });
    expect(version.waitsBecause).toContain("It hides a critical finding by a comment in the code");
    expect(await approveVersion(repository.db, approval(version))).toMatchObject({ ok: true });
    expect(await upload(trusted, "behind_many", "1.1", `# the same\n${code(1)}`, warnings)).toMatchObject({ status: "approved" });
  });

  it("a refusal holds behind more findings of its rule than are kept", async () => {
    const version = await upload(owner, "behind_refused", "1.0", code(1), warnings);
    const rows = await repository.db
      .select()
      .from(findings)
      .where(eq(findings.scanId, version.currentScanId as string));
    const hidden = rows.find((row) => row.ruleId === "bandit/B602" && row.suppression) as typeof findings.$inferSelect;
    const refusal = { person: approver, versionId: version.id, findingId: hidden.id, reason: "not intended" };
    expect(codeOf(await refuseSuppression(repository.db, refusal))).toBe("ok");
    expect(await upload(owner, "behind_refused", "1.1", `# more\n${code(1)}`, warnings)).toMatchObject({ status: "blocked" });
  });

  it("and more of them than are kept", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const version = await upload(trusted, "many_hidden", "1.0", code(510));
    expect(version).toMatchObject({ status: "validated", effectiveVerdict: "passed" });
    const batch = { person: approver, rows: [{ ...approval(version) }] };
    expect(await approveBatch(repository.db, batch)).toEqual({ taken: 0, refused: 1 });
    expect(await approveVersion(repository.db, approval(version))).toMatchObject({ ok: true });
    // An approver has seen 500 of them; nobody can tell what the others are.
    const next = await upload(trusted, "many_hidden", "1.1", `# the same\n${code(510)}`);
    expect(next).toMatchObject({ status: "validated", newCriticalSuppressions: 0 });
    expect(next.waitsBecause).toContain("more places of bandit/B602");
  });
});

describe("nobody judges the file that they sent, having left the plugin", () => {
  const leave = (person: SignedIn) => repository.db.delete(pluginEditors).where(eq(pluginEditors.userId, person.userId));

  it("by accepting its findings, or by releasing it from quarantine", async () => {
    const sender = await repository.person({ role: "admin" });
    const send = async (name: string, extra: string) => {
      const sent = await repository.accepted(sender, pluginZip(extra, { packageName: name, name: `Plugin ${name}` }));
      const version = await repository.settled(sent.versionId);
      await repository.db.insert(pluginEditors).values({ pluginId: version.pluginId, userId: owner.userId, role: "owner" });
      return version;
    };
    const blocked = await send("left_blocked", SHELL);
    const hidden = await send("left_hidden", CLEAN);
    const { id: findingId } = await findingIn(blocked, "bandit/B602");
    const asked = await askForAcceptance(repository.db, { person: owner, versionId: blocked.id, findingId, reason: "a constant" });
    expect(await quarantineVersion(repository.db, { person: approver, versionId: hidden.id, reason: "looked into" })).toMatchObject({
      ok: true,
    });
    await leave(sender);
    const decisionId = asked.ok ? asked.value.decisionId : "";
    const answer = { decisionId, answer: "accept" as const, reason: "seen" };
    expect(codeOf(await answerAcceptance(repository.db, { ...answer, person: sender }))).toBe("not-allowed");
    expect(codeOf(await answerAcceptance(repository.db, { ...answer, person: approver }))).toBe("ok");
    const release = { versionId: hidden.id, reason: "fine" };
    expect(codeOf(await releaseVersion(repository.db, { ...release, person: sender }))).toBe("not-allowed");
    expect(codeOf(await releaseVersion(repository.db, { ...release, person: admin }))).toBe("ok");
  });
});

it("the checks of a public version do not run twice at a time, however often somebody asks", async () => {
  const version = await settled(CLEAN);
  expect(codeOf(await approveVersion(repository.db, approval(version)))).toBe("ok");
  const [current] = await repository.db
    .select()
    .from(scans)
    .where(eq(scans.id, version.currentScanId as string));
  const { versionId, pluginId, artifactSha256, rulesetDigest, engineVersion } = current as typeof scans.$inferSelect;
  const [running] = await repository.db
    .insert(scans)
    .values({ kind: "rescan", versionId, pluginId, artifactSha256, rulesetDigest, engineVersion })
    .returning({ id: scans.id });
  const ask = () => requestRescan(repository.db, { person: owner, versionId: version.id });
  expect(codeOf(await ask())).toBe("conflict");
  await repository.db.delete(scans).where(eq(scans.id, running?.id as string));
  expect(codeOf(await ask())).toBe("ok");
});
