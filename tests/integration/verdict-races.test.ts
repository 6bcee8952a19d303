/** A scan that concludes and a decision about its findings at the same moment: none of the two may miss the other. */
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { approveVersion } from "@/db/commands/review-version";
import type { Db } from "@/db/context";
import { findings } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginZip, SHELL } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";
import { startWorker } from "@/workers/start-worker";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
});
afterAll(() => repository.close());

const packageOf = (version: string) => pluginZip(SHELL, { packageName: "raced", name: "Raced", version });

async function acceptedFinding(versionId: number, scanId: string): Promise<string> {
  const [finding] = await repository.db
    .select()
    .from(findings)
    .where(and(eq(findings.scanId, scanId), eq(findings.ruleId, "bandit/B602")));
  const about = { person: owner, versionId, findingId: finding?.id as number, reason: "the command is a constant" };
  const asked = await askForAcceptance(repository.db, about);
  if (!asked.ok) throw new Error(asked.error.message);
  const answer = { person: approver, decisionId: asked.value.decisionId, answer: "accept" as const, reason: "seen" };
  const accepted = await answerAcceptance(repository.db, answer);
  if (!accepted.ok) throw new Error(accepted.error.message);
  return accepted.value.decisionId;
}

/** Whether a transaction waits for a lock of this kind: a table's, or one that commands take by a name. */
async function isWaiting(db: Db, locktype: "relation" | "advisory"): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from pg_locks where not granted and locktype = ${locktype}
      and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length > 0;
}

it("an acceptance that is withdrawn while a scan relies on it lets nothing through", async () => {
  const worker = await startWorker(repository.env, { scanEntry: repository.scanEntry });
  const { versionId } = await repository.accepted(owner, packageOf("1.0.0"));
  const { currentScanId, artifactSha256 } = await repository.settled(versionId);
  const decisionId = await acceptedFinding(versionId, currentScanId as string);
  expect(
    await approveVersion(repository.db, { person: approver, versionId, scanId: currentScanId as string, artifactSha256 }),
  ).toMatchObject({
    ok: true,
  });
  await worker.stop();

  const next = await repository.accepted(owner, packageOf("1.1.0"));
  let withdrawal: ReturnType<typeof withdrawDecision> | undefined;
  // Nothing can be written into the histories: the conclusion has read the decisions and stops there.
  await repository.db.transaction(async (tx) => {
    await tx.execute(sql`lock table version_events in share mode`);
    await repository.work();
    await waitFor("the conclusion to wait", () => isWaiting(repository.db, "relation"));
    let isDone = false;
    withdrawal = withdrawDecision(repository.db, { person: approver, decisionId }).finally(() => {
      isDone = true;
    });
    await waitFor("the withdrawal to end or to wait", async () => isDone || isWaiting(repository.db, "advisory"));
  });
  expect(await withdrawal).toMatchObject({ ok: true });
  await repository.settled(next.versionId);
  const version = await repository.version(next.versionId);
  expect(version).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
  const approval = { person: approver, versionId: version.id, scanId: next.scanId, artifactSha256: version.artifactSha256 };
  expect(await approveVersion(repository.db, approval)).toMatchObject({ ok: false, error: { code: "conflict" } });
});
