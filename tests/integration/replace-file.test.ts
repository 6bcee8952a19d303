/** A file under a number that exists already: what happens in each state of the version, and what the page offers before. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getUploadTarget } from "@/db/queries/upload";
import { versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { VERSION_STATUSES, type VersionStatus } from "@/lib/domain/version-status";
import { CLEAN, pluginZip } from "../builders/findings";
import { pluginRow, versionRow } from "../builders/rows";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
});
afterAll(() => repository.close());

const verdictOf = (status: VersionStatus) =>
  status === "validating" ? null : status === "blocked" || status === "inconclusive" ? status : ("passed" as const);

async function inState(status: VersionStatus, wasApproved: boolean) {
  const packageName = `${status}_${wasApproved ? "once" : "never"}`;
  const pluginId = await pluginRow(repository.db, owner, packageName);
  const { versionId } = await versionRow(repository.db, {
    ...{ pluginId, uploadedBy: owner, version: "1.0.0", status, verdict: verdictOf(status) },
    columns: {
      ...(status === "quarantined" ? { previousStatus: "validated" as const } : {}),
      ...(wasApproved ? { basis: "imported" as const, firstApprovedAt: new Date() } : {}),
    },
  });
  const before = await repository.version(versionId);
  const target = await getUploadTarget(repository.db, owner.userId, packageName);
  const answer = await repository.upload(owner, pluginZip(CLEAN, { packageName, name: `Plugin ${packageName}` }));
  return { versionId, before, after: await repository.version(versionId), answer, isOffered: target?.replaceable.length === 1 };
}

const REPLACED = ["validating", "validated", "blocked", "inconclusive", "returned", "rejected"] as const;
const KEPT = [
  ["approved", true, "already-published", "Raise the version number"],
  ["withdrawn", true, "already-published", "Raise the version number"],
  ["quarantined", true, "already-published", "Raise the version number"],
  ["rejected", true, "already-published", "Raise the version number"],
  ["quarantined", false, "conflict", "under another number"],
] as const;

test.each(REPLACED)("%s: the corrected file takes its place under the same number, and is checked anew", async (status) => {
  const { versionId, before, after, answer, isOffered } = await inState(status, false);
  expect(isOffered).toBe(true);
  expect(answer).toMatchObject({ ok: true, value: { outcome: "replaced", versionId } });
  expect(after).toMatchObject({ status: "validating", effectiveVerdict: null, effectiveReason: null });
  expect(after.artifactSha256).not.toBe(before.artifactSha256);
  const events = await repository.db.select().from(versionEvents).where(eq(versionEvents.versionId, versionId));
  expect(events).toMatchObject([{ event: "replace-file", fromStatus: status, toStatus: "validating" }]);
});

test.each(KEPT)("%s (public before: %s): nothing changes, and the words say what to do", async (status, wasApproved, code, words) => {
  const { before, after, answer, isOffered } = await inState(status, wasApproved);
  expect(isOffered).toBe(false);
  expect(answer).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(words) } });
  expect(after).toEqual(before);
});

test("no state is left out", () => expect(new Set([...REPLACED, ...KEPT.map(([status]) => status)])).toEqual(new Set(VERSION_STATUSES)));
