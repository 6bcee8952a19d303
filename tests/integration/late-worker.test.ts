import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion } from "@/db/commands/review-version";
import { findingDecisions } from "@/db/schema";
import { SHELL } from "@/tests/builders/findings";
import { openReviewScene, type ReviewScene } from "@/tests/helpers/review-scene";

let scene: ReviewScene;

beforeAll(async () => {
  scene = await openReviewScene();
});
afterAll(() => scene.repository.close());

/** A version whose one critical finding was accepted. */
async function accepted() {
  const version = await scene.settled(SHELL);
  await scene.accept(version, await scene.findingIn(version, "bandit/B602"));
  return version;
}

it("an acceptance that ended while no worker ran for weeks lets nothing through, neither at once nor afterwards", async () => {
  const { repository, owner } = scene;
  const waits = await accepted();
  const hidden = await accepted();
  expect(await approveVersion(repository.db, scene.approval(hidden))).toMatchObject({ ok: true });
  expect(await withdrawVersion(repository.db, { person: owner, versionId: hidden.id })).toMatchObject({ ok: true });
  await repository.db.transaction(async (tx) => {
    // Decisions are append-only; here time passes instead.
    await tx.execute(sql`set local session_replication_role = replica`);
    const longAgo = { expiresAt: sql`now() - interval '40 days'` };
    await tx.update(findingDecisions).set(longAgo).where(eq(findingDecisions.kind, "acceptance"));
  });
  expect(await approveVersion(repository.db, scene.approval(waits))).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await restoreVersion(repository.db, { person: owner, versionId: hidden.id })).toMatchObject({ ok: false });
  await endAcceptances(repository.db);
  expect(await repository.version(waits.id)).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
  expect(await repository.version(hidden.id)).toMatchObject({ status: "withdrawn", effectiveVerdict: "blocked" });
});
