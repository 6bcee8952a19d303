/** Decisions about versions and about findings: who may make them, and what they let through. */
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askForAcceptance, refuseSuppression } from "@/db/commands/decide-finding";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { deleteDraft, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion, quarantineVersion, rejectVersion, releaseVersion, returnVersion } from "@/db/commands/review-version";
import { findingDecisions, pluginEditors, users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import type { TestRepository } from "@/tests/helpers/repository";
import { codeOf, openReviewScene, type ReviewScene } from "@/tests/helpers/review-scene";

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

describe("other decisions", () => {
  it("return and reject want a reason; a returned version is reopened by a new file", async () => {
    const version = await scene.settled(SHELL);
    expect(codeOf(await returnVersion(repository.db, { person: approver, versionId: version.id, reason: " " }))).toBe("invalid");
    expect(codeOf(await returnVersion(repository.db, { person: approver, versionId: version.id, reason: "please fix" }))).toBe("ok");
    expect(codeOf(await rejectVersion(repository.db, { person: approver, versionId: version.id, reason: "no" }))).toBe("conflict");
    await repository.accepted(owner, pluginZip(CLEAN, scene.names()));
    expect((await repository.settled(version.id)).status).toBe("validated");
  });

  it("withdraw and restore are the owner's; quarantine and release are staff's", async () => {
    const version = await scene.settled(CLEAN);
    await approveVersion(repository.db, scene.approval(version));
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
    const draft = await scene.settled(SHELL);
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId: draft.id }))).toBe("ok");
    await expect(repository.version(draft.id)).rejects.toThrow();
    const version = await scene.settled(CLEAN);
    await approveVersion(repository.db, scene.approval(version));
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId: version.id }))).toBe("conflict");
  });
});

describe("decisions on findings", () => {
  it("an accepted finding opens the way to approval; withdrawing the acceptance blocks again", async () => {
    const version = await scene.settled(SHELL);
    const finding = await scene.findingIn(version, "bandit/B602");
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
    const waits = await scene.settled(SHELL);
    const decisionId = await scene.accept(waits, await scene.findingIn(waits, "bandit/B602"));
    const hidden = await scene.settled(SHELL);
    const hiddenDecision = await scene.accept(hidden, await scene.findingIn(hidden, "bandit/B602"));
    expect(codeOf(await approveVersion(repository.db, scene.approval(hidden)))).toBe("ok");
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
    expect(codeOf(await approveVersion(repository.db, scene.approval(waits)))).toBe("conflict");
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: hidden.id }))).toBe("conflict");
    await endAcceptances(repository.db);
    expect(await repository.version(waits.id)).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: hidden.id }))).toBe("conflict");
  });

  it("whoever asked, or uploaded the file, is not its judge after leaving the plugin", async () => {
    const version = await scene.settled(SHELL);
    const finding = await scene.findingIn(version, "bandit/B602");
    await repository.db.update(users).set({ role: "approver" }).where(eq(users.id, owner.userId));
    const asked = await askForAcceptance(repository.db, { person: owner, versionId: version.id, findingId: finding.id, reason: "mine" });
    if (!asked.ok) throw new Error(asked.error.message);
    await repository.db.delete(pluginEditors).where(eq(pluginEditors.pluginId, version.pluginId));
    const answer = { decisionId: asked.value.decisionId, answer: "accept" as const, reason: "" };
    expect(codeOf(await answerAcceptance(repository.db, { person: owner, ...answer }))).toBe("not-allowed");
    expect(codeOf(await answerAcceptance(repository.db, { person: approver, ...answer }))).toBe("ok");
    expect(codeOf(await approveVersion(repository.db, scene.approval(version, owner)))).toBe("not-allowed");
    expect(codeOf(await approveVersion(repository.db, scene.approval(version)))).toBe("ok");
    await repository.db.update(users).set({ role: "user" }).where(eq(users.id, owner.userId));
  });

  it("somebody else's finding does not exist", async () => {
    const version = await scene.settled(SHELL);
    const mine = await scene.settled(SHELL_INTENDED);
    const finding = await scene.findingIn(version, "bandit/B602");
    const stranger = await repository.person();
    expect(
      codeOf(await askForAcceptance(repository.db, { person: stranger, versionId: version.id, findingId: finding.id, reason: "x" })),
    ).toBe("not-found");
    expect(codeOf(await askForAcceptance(repository.db, { person: owner, versionId: mine.id, findingId: finding.id, reason: "x" }))).toBe(
      "not-found",
    );
  });

  it("a refused suppression blocks the version that waited", async () => {
    const version = await scene.settled(SHELL_INTENDED);
    expect(version.status).toBe("validated");
    const finding = await scene.findingIn(version, "bandit/B602");
    expect(
      codeOf(
        await refuseSuppression(repository.db, { person: approver, versionId: version.id, findingId: finding.id, reason: "not intended" }),
      ),
    ).toBe("ok");
    expect((await repository.version(version.id)).status).toBe("blocked");
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
    const { id: findingId } = await scene.findingIn(blocked, "bandit/B602");
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
