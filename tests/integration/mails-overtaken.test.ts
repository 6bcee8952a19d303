/** What has ended between a mail's queueing and its sending is not told as if it were so. */
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeTrust } from "@/db/commands/change-trust";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { withdrawDecision } from "@/db/commands/end-decision";
import { queueEmails } from "@/db/commands/queue-email";
import { emails, findingDecisions, versionEvents } from "@/db/schema";
import type { MailKind } from "@/lib/domain/mails";
import type { SignedIn } from "@/lib/domain/permissions";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { Verdict } from "@/scanners/core/types";
import { pluginRow, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let room: MailRoom;
let owner: SignedIn;
let approver: SignedIn;
let pluginId: number;
let count = 0;

beforeAll(async () => {
  repository = await openRepository();
  room = openMailRoom(repository);
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
  pluginId = await pluginRow(repository.db, owner, "roads");
});
afterAll(() => repository.close());

const versionThatIs = async (status: VersionStatus, verdict: Verdict) => {
  count += 1;
  const about = await versionRow(repository.db, { pluginId, uploadedBy: owner, version: `1.${count}`, status, verdict });
  return { ...about, number: `v1.${count}` };
};
const queue = (kind: MailKind, subjectId: string, versionId: number, to: SignedIn) =>
  repository.db.transaction((tx) => queueEmails(tx, { kind, subjectId, versionId, recipientIds: [to.userId] }));
const outcomeOf = async (kind: MailKind, versionId: number) => {
  await room.deliver();
  const [mail] = await repository.db
    .select({ state: emails.state, why: emails.lastError })
    .from(emails)
    .where(and(eq(emails.kind, kind), eq(emails.versionId, versionId)));
  return mail;
};

const OVERTAKEN = { state: "skipped", why: "Not needed any more: what it tells of has changed or ended." };

async function ask({ versionId, scanId }: { versionId: number; scanId: string }): Promise<string> {
  const facts = { pluginId, versionId, scanId, fingerprint: `f${versionId}`, ruleId: "bandit/B602", equalCount: 1 };
  const [asked] = await repository.db
    .insert(findingDecisions)
    .values({ ...facts, kind: "acceptance-asked", reason: "GRASS needs it.", decidedBy: owner.userId })
    .returning({ id: findingDecisions.id });
  return asked?.id ?? "";
}

test("approvers hear of a request that stands, and of none that was taken back", async () => {
  const [standing, gone] = [await versionThatIs("blocked", "blocked"), await versionThatIs("blocked", "blocked")];
  const decisionId = await ask(gone);
  await queue("needs-decision", decisionId, gone.versionId, approver);
  await queue("needs-decision", await ask(standing), standing.versionId, approver);
  expect((await withdrawDecision(repository.db, { person: owner, decisionId })).ok).toBe(true);
  expect(await outcomeOf("needs-decision", gone.versionId)).toEqual(OVERTAKEN);
  expect(await outcomeOf("needs-decision", standing.versionId)).toMatchObject({ state: "sent" });
});

test.each<[MailKind, VersionStatus, Verdict, "sent" | "skipped"]>([
  ["review-ready", "validated", "passed", "sent"],
  ["review-ready", "returned", "passed", "skipped"],
  ["review-ready", "approved", "passed", "skipped"],
  ["needs-decision", "inconclusive", "inconclusive", "sent"],
  ["needs-decision", "validated", "passed", "skipped"],
  ["needs-decision", "approved", "blocked", "sent"],
  ["needs-decision", "approved", "passed", "skipped"],
  ["public-not-clean", "approved", "blocked", "sent"],
  ["public-not-clean", "approved", "advisory", "skipped"],
  ["public-not-clean", "withdrawn", "blocked", "skipped"],
])("%s of a version that is %s and %s now is %s", async (kind, status, verdict, state) => {
  const { versionId, scanId } = await versionThatIs(status, verdict);
  await queue(kind, scanId, versionId, kind === "public-not-clean" ? owner : approver);
  expect(await outcomeOf(kind, versionId)).toEqual(state === "skipped" ? OVERTAKEN : { state, why: null });
});

test("a decision that no longer holds is told as what it was", async () => {
  const { versionId, number } = await versionThatIs("validated", "passed");
  const by = { versionId, pluginId, actorKind: "person", actorId: approver.userId } as const;
  const [hidden] = await repository.db
    .insert(versionEvents)
    .values({ ...by, event: "quarantine", fromStatus: "validated", toStatus: "quarantined", reason: "It calls an unknown server." })
    .returning({ id: versionEvents.id });
  await queue("decision", String(hidden?.id), versionId, owner);
  const { text } = await room.mailTo(owner, `Plugin Quarantined: Sample ${number}`);
  expect(text).toContain("This has changed since");
  expect(text).toContain("It calls an unknown server.");
  expect(text).not.toContain("Only its maintainers and approvers can download it");
});

test("what was done to a plugin or a person and undone since is not told as if it were so", async () => {
  const { db } = repository;
  const [admin, author] = [await repository.person({ role: "admin" }), await repository.person()];
  const lakes = await pluginRow(db, author, "lakes");
  await versionRow(db, { pluginId: lakes, uploadedBy: author, version: "1.0", status: "validated", verdict: "passed" });
  expect((await deletePlugin(db, { person: author, packageName: "lakes", confirmation: "lakes" })).ok).toBe(true);
  expect((await restorePlugin(db, { person: author, packageName: "lakes" })).ok).toBe(true);
  for (const isTrusted of [true, false])
    expect((await changeTrust(db, { person: admin, userId: author.userId, isTrusted, reason: "For a reason." })).ok).toBe(true);
  expect((await room.subjectsTo(author)).toSorted()).toEqual([
    "Plugin Brought Back: Plugin lakes",
    "Your uploads wait for an approver again",
  ]);
});
