/** Two approvers at the same moment, and an owner who replaces the file while an approver decides. */
import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claimVersion } from "@/db/commands/claim-version";
import { decideLater } from "@/db/commands/decide-later";
import { performDecision } from "@/db/commands/perform-decision";
import { approveVersion, rejectVersion, returnVersion } from "@/db/commands/review-version";
import { versionEvents, type versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { openRepository, type TestRepository } from "../helpers/repository";
import { namedZip, waitingVersion, whatWasSeen } from "../helpers/waiting-version";

let repository: TestRepository;
let owner: SignedIn;
let ada: SignedIn;
let bob: SignedIn;
let counter = 0;
let version: typeof versions.$inferSelect;
let looked: ReturnType<typeof whatWasSeen>;

beforeAll(async () => {
  repository = await openRepository();
  await repository.work();
  owner = await repository.person();
  ada = await repository.person({ role: "approver" });
  bob = await repository.person({ role: "approver" });
}, 60_000);
afterAll(() => repository.close());
beforeEach(async () => {
  counter += 1;
  version = await waitingVersion(repository, owner, `race_${counter}`);
  looked = whatWasSeen(version);
});

const COMMANDS = {
  approve: (person: SignedIn) => approveVersion(repository.db, { ...looked, person }),
  return: (person: SignedIn) => returnVersion(repository.db, { ...looked, person, reason: "Because." }),
  reject: (person: SignedIn) => rejectVersion(repository.db, { ...looked, person, reason: "Because." }),
};
const ENDS = { approve: "approved", return: "returned", reject: "rejected" } as const;
const WORDS = { approve: "Published", return: "Returned", reject: "Rejected" };
type Decision = keyof typeof COMMANDS;

const decisions = () =>
  repository.db
    .select({ event: versionEvents.event, actorId: versionEvents.actorId, sha256: versionEvents.artifactSha256 })
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, version.id), inArray(versionEvents.event, ["approve", "return", "reject"])));

test.each<[Decision, Decision]>([
  ["approve", "approve"],
  ["approve", "return"],
  ["approve", "reject"],
  ["return", "reject"],
  ["return", "return"],
])("of two approvers who %s and %s at the same moment one wins, and the other gets words", async (first, second) => {
  // The other's claim keeps nobody from deciding.
  await claimVersion(repository.db, { person: bob, versionId: version.id });
  const results: Result<unknown, AppError>[] = await Promise.all([COMMANDS[first](ada), COMMANDS[second](bob)]);
  expect(results.filter((one) => one.ok)).toHaveLength(1);
  const won = results[0]?.ok ? { decision: first, by: ada } : { decision: second, by: bob };
  const lost = results.find((one) => !one.ok);
  expect(lost?.ok === false && lost.error).toEqual({
    code: "conflict",
    message: `Somebody has decided about this version while you looked at it: it is “${WORDS[won.decision]}” now. Reload the page and look again.`,
  });
  expect((await repository.version(version.id)).status).toBe(ENDS[won.decision]);
  expect(await decisions()).toEqual([{ event: won.decision, actorId: won.by.userId, sha256: looked.artifactSha256 }]);
});

test.each<Decision>(["approve", "return", "reject"])(
  "a file that is replaced while an approver decides to %s is never decided about unseen",
  async (decision) => {
    const [decided, replaced] = await Promise.all([
      COMMANDS[decision](ada),
      repository.upload(owner, namedZip(`race_${counter}`, `VALUE = ${JSON.stringify(decision)}\n`)),
    ]);
    const settled = await repository.settled(version.id);
    const events = await decisions();
    // Whoever came first: a decision names the file that was looked at.
    for (const event of events) expect(event.sha256).toBe(looked.artifactSha256);
    expect(events).toHaveLength(decided.ok ? 1 : 0);
    if (!decided.ok) expect(["stale", "conflict"]).toContain(decided.error.code);
    if (settled.status === "approved") {
      expect(settled.artifactSha256).toBe(looked.artifactSha256);
      expect(replaced.ok).toBe(false);
    } else {
      // Returned or rejected first, a new file opens it again.
      expect(replaced.ok).toBe(true);
      expect(settled.status).toBe("validated");
      expect(settled.artifactSha256).not.toBe(looked.artifactSha256);
    }
  },
);

test("a decision that waits and one that counts at once: whoever is first decides, once", async () => {
  const late = await decideLater(repository.db, { ...looked, person: ada, decision: "approve" });
  if (!late.ok) throw new Error(late.error.message);
  const [, returned] = await Promise.all([performDecision(repository.db, late.value.pendingId), COMMANDS.return(bob)]);
  expect(await decisions()).toHaveLength(1);
  expect((await repository.version(version.id)).status).toBe(returned.ok ? "returned" : "approved");
});
