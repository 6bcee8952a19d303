import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance } from "@/db/commands/end-decision";
import { restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion } from "@/db/commands/review-version";
import { findingDecisions, findings } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginZip, SHELL } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
  await repository.work();
});
afterAll(() => repository.close());

/** A version whose one critical finding was accepted. */
async function accepted(packageName: string) {
  const { versionId } = await repository.accepted(owner, pluginZip(SHELL, { packageName, name: packageName }));
  const version = await repository.settled(versionId);
  const [finding] = await repository.db
    .select()
    .from(findings)
    .where(and(eq(findings.scanId, version.currentScanId as string), eq(findings.ruleId, "bandit/B602")));
  const asked = await askForAcceptance(repository.db, { person: owner, versionId, findingId: finding?.id ?? 0, reason: "a constant" });
  if (!asked.ok) throw new Error(asked.error.message);
  const answer = { person: approver, decisionId: asked.value.decisionId, answer: "accept" as const, reason: "seen" };
  if (!(await answerAcceptance(repository.db, answer)).ok) throw new Error("not accepted");
  return version;
}

it("an acceptance that ended while no worker ran for weeks lets nothing through, neither at once nor afterwards", async () => {
  const waits = await accepted("late_waits");
  const hidden = await accepted("late_hidden");
  const approve = ({ id, currentScanId, artifactSha256 }: typeof waits) =>
    approveVersion(repository.db, { person: approver, versionId: id, scanId: currentScanId as string, artifactSha256 });
  expect(await approve(hidden)).toMatchObject({ ok: true });
  expect(await withdrawVersion(repository.db, { person: owner, versionId: hidden.id })).toMatchObject({ ok: true });
  await repository.db.transaction(async (tx) => {
    // Decisions are append-only; here time passes instead.
    await tx.execute(sql`set local session_replication_role = replica`);
    const longAgo = { expiresAt: sql`now() - interval '40 days'` };
    await tx.update(findingDecisions).set(longAgo).where(eq(findingDecisions.kind, "acceptance"));
  });
  expect(await approve(waits)).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await restoreVersion(repository.db, { person: owner, versionId: hidden.id })).toMatchObject({ ok: false });
  await endAcceptances(repository.db);
  expect(await repository.version(waits.id)).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
  expect(await repository.version(hidden.id)).toMatchObject({ status: "withdrawn", effectiveVerdict: "blocked" });
});
