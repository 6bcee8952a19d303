import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { followReturned } from "@/db/commands/follow-returned";
import { returnVersion } from "@/db/commands/review-version";
import { getReviewQueue } from "@/db/queries/review-queue";
import { emails, pluginEditors, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let counter = 0;

beforeAll(async () => {
  repository = await openRepository();
  await repository.work();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
}, 60_000);
afterAll(() => repository.close());

const zip = (packageName: string, code = CLEAN) => pluginZip(code, { packageName, name: `Plugin ${packageName}` });

async function returned(daysAgo: number): Promise<{ versionId: number; packageName: string }> {
  counter += 1;
  const packageName = `returned_${counter}`;
  const { versionId } = await repository.accepted(owner, zip(packageName));
  await repository.settled(versionId);
  await giveBack(versionId);
  await ageBy(versionId, daysAgo);
  return { versionId, packageName };
}

async function giveBack(versionId: number) {
  const done = await returnVersion(repository.db, { person: approver, versionId, reason: "Please add a changelog." });
  expect(done.ok).toBe(true);
}

const ageBy = (versionId: number, days: number) =>
  repository.db.execute(sql`update versions set status_changed_at = now() - make_interval(days => ${days}) where id = ${versionId}`);

const mailsOf = (versionId: number) =>
  repository.db
    .select({ kind: emails.kind, subjectId: emails.subjectId, recipientId: emails.recipientId })
    .from(emails)
    .where(and(eq(emails.versionId, versionId), inArray(emails.kind, ["return-reminder", "decision"])))
    .orderBy(emails.createdAt);

const kinds = async (versionId: number) => (await mailsOf(versionId)).map((mail) => mail.kind);
const status = async (versionId: number) => (await repository.version(versionId)).status;

test("a returned version leaves the queue", async () => {
  const { versionId } = await returned(0);
  for (const list of ["ready", "needs-decision"] as const) {
    const queue = await getReviewQueue(repository.db, approver, { list, sort: "oldest", page: 1 });
    expect(queue?.rows.some((row) => row.versionId === versionId)).toBe(false);
  }
});

test("its owner is reminded once after 14 days, not before, and again for another return", async () => {
  const { versionId, packageName } = await returned(13);
  await followReturned(repository.db);
  expect(await kinds(versionId)).toEqual(["decision"]);
  await ageBy(versionId, 14);
  await Promise.all([followReturned(repository.db), followReturned(repository.db)]);
  expect(await kinds(versionId)).toEqual(["decision", "return-reminder"]);
  const [event] = await repository.db
    .select({ id: versionEvents.id })
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, versionId), eq(versionEvents.event, "return")));
  expect((await mailsOf(versionId))[1]).toMatchObject({ subjectId: String(event?.id), recipientId: owner.userId });

  // Somebody who joined after the reminder gets none about the past.
  const late = await repository.person();
  const { pluginId } = await repository.version(versionId);
  await repository.db.insert(pluginEditors).values({ pluginId, userId: late.userId, role: "collaborator" });
  await followReturned(repository.db);
  expect(await kinds(versionId)).toEqual(["decision", "return-reminder"]);

  await repository.db.delete(pluginEditors).where(eq(pluginEditors.userId, late.userId));
  await repository.db.execute(sql`update emails set created_at = created_at - interval '20 days' where version_id = ${versionId}`);
  await repository.accepted(owner, zip(packageName, "VALUE = 2\n"));
  await repository.settled(versionId);
  await giveBack(versionId);
  await ageBy(versionId, 15);
  await followReturned(repository.db);
  expect((await kinds(versionId)).filter((kind) => kind === "return-reminder")).toHaveLength(2);
});

test("after 60 days it is closed with the reason and a mail, once; a new file opens it again", async () => {
  const { versionId, packageName } = await returned(59);
  await followReturned(repository.db);
  expect(await status(versionId)).toBe("returned");
  await ageBy(versionId, 60);
  await Promise.all([followReturned(repository.db), followReturned(repository.db)]);
  expect(await status(versionId)).toBe("rejected");
  const closed = await repository.db
    .select()
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, versionId), eq(versionEvents.event, "no-answer")));
  expect(closed).toMatchObject([{ actorKind: "system", fromStatus: "returned", reason: expect.stringContaining("No answer") }]);
  expect((await mailsOf(versionId)).at(-1)).toMatchObject({ kind: "decision", subjectId: String(closed[0]?.id) });

  await repository.accepted(owner, zip(packageName, "VALUE = 3\n"));
  expect((await repository.settled(versionId)).status).toBe("validated");
});

test("a file that comes while it is being closed is not lost", async () => {
  const { versionId, packageName } = await returned(61);
  await Promise.all([repository.accepted(owner, zip(packageName, "VALUE = 4\n")), followReturned(repository.db)]);
  expect((await repository.settled(versionId)).status).toBe("validated");
});

test("versions of a deleted plugin stay as they are", async () => {
  const { versionId } = await returned(61);
  const { pluginId } = await repository.version(versionId);
  await repository.db.execute(sql`update plugins set deleted_at = now() where id = ${pluginId}`);
  await followReturned(repository.db);
  expect(await status(versionId)).toBe("returned");
});
