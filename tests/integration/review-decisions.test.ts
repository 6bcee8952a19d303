import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addUpDownloads } from "@/db/commands/add-up-downloads";
import { countDownload } from "@/db/commands/count-download";
import { withdrawVersion } from "@/db/commands/manage-version";
import { markReviewPoints } from "@/db/commands/mark-review-points";
import { approveVersion, quarantineVersion, rejectVersion, releaseVersion, returnVersion } from "@/db/commands/review-version";
import { getHiddenVersion, listHiddenVersions } from "@/db/queries/hidden-versions";
import { getOfferedInstead } from "@/db/queries/offered-instead";
import { listPastDecisions } from "@/db/queries/plugin-past";
import { listReviewPoints } from "@/db/queries/review-points";
import { listDownloadDays } from "@/db/queries/version-downloads";
import { decisionChecklists, downloads, reviewPointMarks, reviewPoints } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let admin: SignedIn;
let stranger: SignedIn;
let count = 0;

beforeAll(async () => {
  repository = await openRepository();
  [owner, stranger] = [await repository.person(), await repository.person()];
  [approver, admin] = [await repository.person({ role: "approver" }), await repository.person({ role: "admin" })];
  await repository.work();
}, 60_000);
afterAll(() => repository.close());

const freshName = () => `desk_${++count}`;

async function checked(packageName: string, version: string, code = CLEAN, experimental = false) {
  const metadata = { experimental: experimental ? "True" : "False" };
  const zip = pluginZip(`${code}# ${version}\n`, { packageName, name: `Desk ${packageName}`, version, metadata });
  const { versionId } = await repository.accepted(owner, zip);
  return repository.settled(versionId);
}

const lookedAt = (row: Awaited<ReturnType<typeof checked>>) => ({
  scanId: row.currentScanId as string,
  artifactSha256: row.artifactSha256,
});

async function published(packageName: string, version: string, experimental = false) {
  const row = await checked(packageName, version, CLEAN, experimental);
  const done = await approveVersion(repository.db, { person: approver, versionId: row.id, ...lookedAt(row), ticked: ["links", "icon"] });
  if (!done.ok) throw new Error(done.error.message);
  return row;
}

const codeOf = (done: { ok: boolean; error?: { code: string } }) => (done.ok ? "ok" : done.error?.code);

describe("a return with things to do", () => {
  it("is ticked by its owner, confirmed by the approver, and kept across files", async () => {
    const { db } = repository;
    const name = freshName();
    const row = await checked(name, "1.0.0");
    const points = ["Add a licence", "Say what it does"];
    const done = await returnVersion(db, {
      person: approver,
      versionId: row.id,
      reason: "Nearly there.",
      points,
      ticked: ["links"],
      ...lookedAt(row),
    });
    expect(codeOf(done)).toBe("ok");
    const [event] = await listPastDecisions(db, row.pluginId);
    expect(event).toMatchObject({ what: "return", reason: "Nearly there.\n\n1. Add a licence\n2. Say what it does" });

    const [first, second] = await listReviewPoints(db, row.id);
    if (!first || !second) throw new Error("no points");
    expect([first, second]).toMatchObject([{ text: "Add a licence", isDone: false }, { text: "Say what it does" }]);
    const mark = (side: "owner" | "approver", person: SignedIn, ticked: string[]) =>
      markReviewPoints(db, side, { person, versionId: row.id, ticked });
    for (const [side, person] of [
      ["owner", stranger],
      ["owner", approver],
      ["approver", stranger],
      ["approver", owner],
    ] as const)
      expect(codeOf(await mark(side, person, [first.id]))).toBe("not-found");
    expect(await mark("owner", owner, [first.id, second.id])).toEqual({ ok: true, value: { changed: 2 } });
    expect(await mark("owner", owner, [first.id])).toEqual({ ok: true, value: { changed: 1 } });

    await checked(name, "1.0.0", "VALUE = 2\n");
    expect(await mark("approver", approver, [first.id])).toEqual({ ok: true, value: { changed: 1 } });
    expect(await listReviewPoints(db, row.id)).toMatchObject([
      { isDone: true, isConfirmed: true },
      { isDone: false, isConfirmed: false },
    ]);
    const other = await checked(freshName(), "1.0.0");
    const foreign = await markReviewPoints(db, "owner", { person: owner, versionId: other.id, ticked: [second.id] });
    expect(foreign).toEqual({ ok: true, value: { changed: 0 } });
  });

  it("cannot be rewritten", async () => {
    const { db } = repository;
    await expect(db.update(reviewPoints).set({ text: "x" })).rejects.toThrow();
    await expect(db.delete(reviewPointMarks)).rejects.toThrow();
    await expect(db.update(decisionChecklists).set({ ticked: [] })).rejects.toThrow();
  });

  it("needs words, and loses against a file that was replaced meanwhile", async () => {
    const { db } = repository;
    const name = freshName();
    const before = await checked(name, "1.0.0");
    expect(codeOf(await returnVersion(db, { person: approver, versionId: before.id, reason: " ", points: [] }))).toBe("invalid");
    await checked(name, "1.0.0", "VALUE = 3\n");
    const decision = { person: approver, versionId: before.id, reason: "no", ...lookedAt(before) };
    expect(codeOf(await returnVersion(db, decision))).toBe("stale");
    expect(codeOf(await rejectVersion(db, decision))).toBe("stale");
    expect(codeOf(await returnVersion(db, { person: owner, versionId: before.id, reason: "no" }))).toBe("not-allowed");
  });
});

describe("a version that is hidden", () => {
  it("says to everybody since when, and to nobody why; what is offered instead is known before", async () => {
    const { db } = repository;
    const name = freshName();
    const old = await published(name, "1.3.0");
    const next = await published(name, "1.4.0");
    expect(await getOfferedInstead(db, next.id)).toEqual({ kind: "again", version: "1.3.0" });
    expect(await getOfferedInstead(db, old.id)).toEqual({ kind: "same-as-now", version: "1.4.0" });
    const waits = await checked(name, "1.5.0");
    expect(await getOfferedInstead(db, waits.id)).toBeNull();

    expect(await getHiddenVersion(db, name, "1.4.0")).toBeNull();
    const quarantine = await quarantineVersion(db, { person: approver, versionId: next.id, reason: "a private reason" });
    expect(quarantine).toMatchObject({ ok: true, value: { wasPublic: true } });
    const hidden = await getHiddenVersion(db, name.toUpperCase(), "1.4.0");
    const plugin = { pluginId: next.pluginId, packageName: name };
    expect(hidden).toEqual({ ...plugin, version: "1.4.0", isExperimental: false, status: "quarantined", since: expect.any(Date) });
    expect(await getOfferedInstead(db, old.id)).toEqual({ kind: "nothing" });
    const beta = await published(name, "2.0.0-beta", true);
    expect(await getOfferedInstead(db, old.id)).toEqual({ kind: "other-channel", version: "2.0.0-beta", isExperimental: true });
    await withdrawVersion(db, { person: owner, versionId: beta.id });
    expect((await listHiddenVersions(db, name)).map(({ version, status }) => [version, status])).toEqual([
      ["2.0.0-beta", "withdrawn"],
      ["1.4.0", "quarantined"],
    ]);
    // never public: nobody learns that it exists
    const unseen = await checked(name, "1.6.0");
    const kept = await quarantineVersion(db, { person: approver, versionId: unseen.id, reason: "a private reason" });
    expect(kept).toMatchObject({ ok: true, value: { wasPublic: false } });
    expect(await getHiddenVersion(db, name, "1.6.0")).toBeNull();
    await rejectVersion(db, { person: approver, versionId: waits.id, reason: "no" });
    expect(await getHiddenVersion(db, name, "1.5.0")).toBeNull();

    expect(codeOf(await releaseVersion(db, { person: admin, versionId: next.id, reason: "fine" }))).toBe("ok");
    expect(await getHiddenVersion(db, name, "1.4.0")).toBeNull();
    expect((await listPastDecisions(db, next.pluginId)).map(({ what, version, ticked }) => [what, version, ticked])).toEqual([
      ["release", "1.4.0", null],
      ["reject", "1.5.0", null],
      ["quarantine", "1.6.0", null],
      ["withdraw", "2.0.0-beta", null],
      ["approve", "2.0.0-beta", 2],
      ["quarantine", "1.4.0", null],
      ["approve", "1.4.0", 2],
      ["approve", "1.3.0", 2],
    ]);
  });

  it("keeps how often it was downloaded, day by day, when the addresses are forgotten", async () => {
    const { db } = repository;
    const row = await published(freshName(), "1.0.0");
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const get = (address: string, days: number) =>
      countDownload(db, { versionId: row.id, address, secret: "a secret", now: daysAgo(days) });
    for (const [address, days] of [
      ["a", 5],
      ["b", 5],
      ["b", 5],
      ["a", 3],
      ["a", 0],
    ] as const)
      await get(address, days);
    const day = (days: number) => daysAgo(days).toISOString().slice(0, 10);
    const expected = [
      { day: day(0), downloads: 1 },
      { day: day(3), downloads: 1 },
      { day: day(5), downloads: 2 },
    ];
    expect(await listDownloadDays(db, row.id)).toEqual(expected);
    await addUpDownloads(db);
    expect(await db.$count(downloads, eq(downloads.versionId, row.id))).toBe(1);
    expect(await listDownloadDays(db, row.id)).toEqual(expected);
    await db.execute(sql`insert into download_days values (${row.id}, current_date - 400, 7)`);
    await addUpDownloads(db);
    expect(await listDownloadDays(db, row.id)).toEqual(expected);
  });
});
