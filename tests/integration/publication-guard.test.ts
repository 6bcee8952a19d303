/** What may not become public, by any way; what is public stays so with its true badge. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refuseSuppression } from "@/db/commands/decide-finding";
import { requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion } from "@/db/commands/review-version";
import { pluginEditors, scans, users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import type { TestRepository } from "@/tests/helpers/repository";
import { codeOf, openReviewScene, type ReviewScene } from "@/tests/helpers/review-scene";
import { waitFor } from "@/tests/helpers/wait-for";

let scene: ReviewScene;
let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  scene = await openReviewScene();
  ({ repository, owner, approver, admin } = scene);
});
afterAll(() => repository.close());

describe("SQL refuses", () => {
  it("to publish a blocked version, however it is written", async () => {
    const version = await scene.settled(SHELL);
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
    const clean = await scene.settled(CLEAN);
    const other = await scene.settled(`${CLEAN}OTHER = 2\n`);
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
    const clean = await scene.settled(CLEAN);
    const other = await scene.settled(`${CLEAN}MORE = 3\n`);
    expect(codeOf(await approveVersion(repository.db, scene.approval(clean)))).toBe("ok");
    await expect(
      repository.db.update(versions).set({ artifactSha256: other.artifactSha256 }).where(eq(versions.id, clean.id)),
    ).rejects.toThrow();
  });
});

describe("an approval", () => {
  it("of two approvers at the same moment happens once", async () => {
    const version = await scene.settled(CLEAN);
    const results = await Promise.all([
      approveVersion(repository.db, scene.approval(version)),
      approveVersion(repository.db, scene.approval(version, admin)),
    ]);
    expect(results.map(codeOf).sort()).toEqual(["conflict", "ok"]);
  });

  it("of what has changed since is stale", async () => {
    const version = await scene.settled(CLEAN);
    expect(codeOf(await approveVersion(repository.db, { ...scene.approval(version), artifactSha256: "0".repeat(64) }))).toBe("stale");
    expect(codeOf(await approveVersion(repository.db, { ...scene.approval(version), scanId: crypto.randomUUID() }))).toBe("stale");
    await requestRescan(repository.db, { person: owner, versionId: version.id });
    expect(codeOf(await approveVersion(repository.db, scene.approval(version)))).toBe("stale");
  });

  it("by the owner, a stranger, an approver who edits it, or a suspended approver is refused", async () => {
    const version = await scene.settled(CLEAN);
    const editing = await repository.person({ role: "approver" });
    await repository.db.insert(pluginEditors).values({ pluginId: version.pluginId, userId: editing.userId, role: "collaborator" });
    const suspended = await repository.person({ role: "approver", isSuspended: true });
    for (const person of [owner, await repository.person(), editing, suspended]) {
      expect(codeOf(await approveVersion(repository.db, scene.approval(version, person)))).toBe("not-allowed");
    }
    expect((await repository.version(version.id)).status).toBe("validated");
  });

  it("counts the role of now, not that of the session", async () => {
    const version = await scene.settled(CLEAN);
    const former = await repository.person({ role: "approver" });
    await repository.db.update(users).set({ role: "user" }).where(eq(users.id, former.userId));
    expect(codeOf(await approveVersion(repository.db, scene.approval(version, former)))).toBe("not-allowed");
  });

  it("of a blocked version is refused", async () => {
    expect(codeOf(await approveVersion(repository.db, scene.approval(await scene.settled(SHELL))))).toBe("conflict");
  });
});

describe("a public version that is scanned again", () => {
  it("stays public with its true badge, and people are told", async () => {
    const version = await scene.settled(SHELL_INTENDED);
    await approveVersion(repository.db, scene.approval(version));
    const finding = await scene.findingIn(version, "bandit/B602");
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
    const version = await scene.settled(SHELL_INTENDED);
    await approveVersion(repository.db, scene.approval(version));
    const finding = await scene.findingIn(version, "bandit/B602");
    await withdrawVersion(repository.db, { person: owner, versionId: version.id });
    await refuseSuppression(repository.db, { person: approver, versionId: version.id, findingId: finding.id, reason: "looked again" });
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: version.id }))).toBe("conflict");
    expect((await repository.version(version.id)).status).toBe("withdrawn");
  });
});

it("the checks of a public version do not run twice at a time, however often somebody asks", async () => {
  const version = await scene.settled(CLEAN);
  expect(codeOf(await approveVersion(repository.db, scene.approval(version)))).toBe("ok");
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
