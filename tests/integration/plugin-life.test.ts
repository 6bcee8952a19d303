/** A plugin itself: reserved, filled, renamed, deleted, restored, purged. */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptUpload } from "@/db/commands/accept-upload";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { deleteDraft, requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { purgePlugins } from "@/db/commands/purge-plugins";
import { isArtifactUsed, removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { MAX_RESERVATIONS, reservePlugin } from "@/db/commands/reserve-plugin";
import { approveVersion } from "@/db/commands/review-version";
import { getManagedPlugin } from "@/db/queries/manage-plugin";
import { listMyDeletedPlugins } from "@/db/queries/my-invitations";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { apiTokens, artifacts, findingDecisions, pluginEvents, plugins, versionEvents, versions } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip, SHELL } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
  await repository.work();
});
afterAll(() => repository.close());

const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const zipOf = (packageName: string, facts: { name?: string; version?: string; code?: string } = {}) =>
  pluginZip(facts.code ?? CLEAN, { packageName, name: facts.name ?? `Plugin ${packageName}`, version: facts.version ?? "1.0.0" });
const reserve = (person: SignedIn, packageName: string, name = `Plugin ${packageName}`) =>
  reservePlugin(repository.db, { person, packageName, name });
const remove = async (person: SignedIn, packageName: string, confirmation = packageName) =>
  codeOf(await deletePlugin(repository.db, { person, packageName, confirmation }));
const bringBack = async (person: SignedIn, packageName: string) => codeOf(await restorePlugin(repository.db, { person, packageName }));
const pluginOf = async (packageName: string) => {
  const [row] = await repository.db.select().from(plugins).where(eq(plugins.packageName, packageName));
  return row;
};
const nameOf = async (packageName: string) => (await pluginOf(packageName))?.name;
async function upload(person: SignedIn, zip: Uint8Array) {
  const result = await repository.upload(person, zip);
  return result.ok ? result.value.outcome : (result.error.details?.map((one) => one.code).join() ?? result.error.code);
}
const checked = async (person: SignedIn, zip: Uint8Array) => repository.settled((await repository.accepted(person, zip)).versionId);
const trusted = () => repository.person({ isTrusted: true });
const daysAgo = (days: number) => sql<Date>`now() - make_interval(days => ${days})`;
/** As if all of it had happened so many days earlier; the history cannot be rewritten, so the guard is lifted for the test. */
async function age(packageName: string, days: number) {
  const { db } = repository;
  const id = (await pluginOf(packageName))?.id ?? 0;
  await db
    .update(plugins)
    .set({ createdAt: daysAgo(days), deletedAt: sql`${plugins.deletedAt} - make_interval(days => ${days})` })
    .where(eq(plugins.id, id));
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx
      .update(pluginEvents)
      .set({ at: daysAgo(days) })
      .where(eq(pluginEvents.pluginId, id));
    await tx
      .update(versionEvents)
      .set({ at: daysAgo(days) })
      .where(eq(versionEvents.pluginId, id));
  });
}

describe("a reserved name", () => {
  it("is shown to its owner, keeps others out in any case, and is filled by their first upload", async () => {
    const owner = await repository.person();
    const other = await repository.person();
    expect(codeOf(await reserve(owner, "Held_One", "Held One"))).toBe("ok");
    expect(await listMyPlugins(repository.db, owner.userId)).toMatchObject([{ packageName: "Held_One", newest: null, newestPublic: null }]);
    expect(await upload(other, zipOf("held_one", { name: "Different" }))).toBe("package-name-taken");
    expect(await upload(other, zipOf("Held_One", { name: "Different" }))).toBe("not-allowed");
    expect(await upload(other, zipOf("another_one", { name: "HELD one" }))).toBe("name-taken");
    expect(await upload(owner, zipOf("held_one", { name: "Held One" }))).toBe("package-name-taken");
    expect(await upload(owner, zipOf("Held_One", { name: "Held Better" }))).toBe("new-version");
    expect(await nameOf("Held_One")).toBe("Held Better");
    expect(await upload(other, zipOf("another_one", { name: "Held One" }))).toBe("new-plugin");
    expect(await listMyPlugins(repository.db, owner.userId)).toMatchObject([{ newest: { version: "1.0.0" } }]);
  });

  it("can have a token of its own, and the first upload comes with it", async () => {
    const owner = await repository.person();
    await reserve(owner, "filled_by_ci");
    const { id: pluginId } = (await pluginOf("filled_by_ci")) as { id: number };
    const { tokenHash, ending } = newApiToken();
    const tokenId = randomUUID();
    const row = { id: tokenId, userId: owner.userId, pluginId, name: "CI", tokenHash, ending };
    await repository.db.insert(apiTokens).values({ ...row, expiresAt: new Date(Date.now() + 60_000) });
    const { db, storage, validateEntry } = repository;
    const stored = await storage.put(Readable.from([zipOf("filled_by_ci")]), { maxBytes: 25_000_000 });
    if (!stored.ok) throw new Error("not stored");
    const by = { kind: "token", userId: owner.userId, tokenId } as const;
    const sent = await acceptUpload(db, { by, file: stored.value, via: "token", asksToWait: false, storage, validateEntry });
    expect(sent).toMatchObject({ ok: true, value: { pluginId, version: "1.0.0" } });
  });

  it("obeys the rules of an upload", async () => {
    const owner = await repository.person();
    await repository.accepted(owner, zipOf("is_there"));
    const problems = async (packageName: string, name?: string) => {
      const result = await reserve(owner, packageName, name);
      return result.ok ? "ok" : (result.error.details?.map((one) => one.code).join() ?? result.error.code);
    };
    expect(await problems("9lives")).toBe("package-name");
    expect(await problems("with-dash")).toBe("package-name");
    expect(await problems("import")).toBe("package-name");
    expect(await problems("x'; drop table plugins; --")).toBe("package-name");
    expect(await problems("RPC2")).toBe("package-name-reserved");
    expect(await problems("IS_THERE")).toBe("package-name-taken");
    expect(await problems("is_free", "plugin IS_THERE")).toBe("conflict");
    expect(codeOf(await reserve(await repository.person({ isSuspended: true }), "is_free"))).toBe("suspended");
    expect(await pluginOf("is_free")).toBeUndefined();
  });

  it("is held by one person five times, also when they ask for all at once; giving one up frees it at once", async () => {
    const owner = await repository.person();
    const wanted = Array.from({ length: MAX_RESERVATIONS + 2 }, (_, index) => `hoard_${index}`);
    const codes = (await Promise.all(wanted.map((one) => reserve(owner, one)))).map(codeOf);
    expect(codes.filter((code) => code === "ok")).toHaveLength(MAX_RESERVATIONS);
    expect(codes.filter((code) => code === "conflict")).toHaveLength(2);
    const held = wanted.filter((_, index) => codes[index] === "ok");
    const { id: pluginId } = (await pluginOf(held[0] as string)) as { id: number };
    const { tokenHash, ending } = newApiToken();
    await repository.db
      .insert(apiTokens)
      .values({ userId: owner.userId, pluginId, name: "CI", tokenHash, ending, expiresAt: new Date(Date.now() + 60_000) });
    expect(await remove(owner, held[0] as string)).toBe("ok");
    expect(await repository.db.select().from(apiTokens).where(eq(apiTokens.tokenHash, tokenHash))).toEqual([]);
    expect(codeOf(await reserve(await repository.person(), held[0] as string))).toBe("ok");
    // A name with an upload is no reservation any more.
    await repository.accepted(owner, zipOf(held[1] as string));
    expect(codeOf(await reserve(owner, "hoard_more"))).toBe("ok");
    expect(codeOf(await reserve(owner, "hoard_much_more"))).toBe("ok");
    expect(codeOf(await reserve(owner, "hoard_too_much"))).toBe("conflict");
  });

  it("wanted by two people at once goes to one", async () => {
    const people = await Promise.all([1, 2, 3].map(() => repository.person()));
    const codes = (await Promise.all(people.map((person) => reserve(person, "wanted_by_all")))).map(codeOf);
    expect(codes.sort()).toEqual(["ok", "package-rules", "package-rules"]);
    const same = await Promise.all(people.map((person, index) => reserve(person, `wanted_${index}`, "Wanted Name")));
    expect(same.map(codeOf).sort()).toEqual(["conflict", "conflict", "ok"]);
  });

  it("without an upload is free after 90 days, one that was worked on is not", async () => {
    const owner = await repository.person();
    await reserve(owner, "forgotten");
    await reserve(owner, "just_emptied");
    const { versionId } = await repository.accepted(owner, zipOf("just_emptied"));
    await repository.settled(versionId);
    await age("forgotten", 91);
    await age("just_emptied", 91);
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId }))).toBe("ok");
    // A plugin whose drafts were all deleted is still its owner's.
    expect((await listMyPlugins(repository.db, owner.userId)).map((one) => [one.packageName, one.newest])).toContainEqual([
      "just_emptied",
      null,
    ]);
    expect(await purgePlugins(repository.db)).toBe(1);
    expect(await pluginOf("forgotten")).toBeUndefined();
    expect(await pluginOf("just_emptied")).toBeDefined();
    expect(codeOf(await reserve(await repository.person(), "forgotten"))).toBe("ok");
  });
});

describe("a name", () => {
  it("follows the version that became public last, and back; no other plugin can have it meanwhile", async () => {
    const owner = await trusted();
    const other = await trusted();
    await checked(owner, zipOf("renamed", { name: "First Name" }));
    const second = await checked(owner, zipOf("renamed", { name: "Second Name", version: "2.0.0" }));
    expect(await nameOf("renamed")).toBe("Second Name");
    expect(await upload(other, zipOf("copycat", { name: "second name" }))).toBe("name-taken");
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: second.id }))).toBe("ok");
    expect(await nameOf("renamed")).toBe("First Name");
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: second.id }))).toBe("ok");
    expect(await nameOf("renamed")).toBe("Second Name");
    await checked(owner, zipOf("renamed", { name: "First Name", version: "3.0.0" }));
    expect(await nameOf("renamed")).toBe("First Name");
  });

  it("that a draft wants and another plugin took meanwhile: the draft waits, nobody can publish it, and its owner reads why", async () => {
    const owner = await trusted();
    const other = await trusted();
    await checked(owner, zipOf("wants_it", { name: "Own Name" }));
    const draft = await repository.accepted(owner, zipOf("wants_it", { name: "Coveted Name", version: "2.0.0" }), { asksToWait: true });
    await repository.settled(draft.versionId);
    await checked(other, zipOf("was_faster", { name: "coveted NAME" }));
    const approver = await repository.person({ role: "approver" });
    const { currentScanId, artifactSha256 } = await repository.version(draft.versionId);
    const decision = { person: approver, versionId: draft.versionId, scanId: currentScanId ?? "", artifactSha256 };
    expect(await approveVersion(repository.db, decision)).toMatchObject({
      error: { code: "conflict", message: expect.stringContaining("was_faster") },
    });
    expect(await getManagedPlugin(repository.db, owner, "wants_it")).toMatchObject({
      renamings: [{ version: "2.0.0", name: "Coveted Name", takenBy: "was_faster" }],
    });
    // The same without a person in between.
    expect(codeOf(await requestRescan(repository.db, { person: owner, versionId: draft.versionId }))).toBe("ok");
    await repository.db.update(versions).set({ asksToWait: false }).where(eq(versions.id, draft.versionId));
    expect(await repository.settled(draft.versionId)).toMatchObject({
      status: "validated",
      waitsBecause: expect.stringContaining("was_faster"),
    });
    expect(await nameOf("wants_it")).toBe("Own Name");
  });

  it("of a withdrawn version that went to another plugin stays there", async () => {
    const owner = await trusted();
    await checked(owner, zipOf("gave_up", { name: "Kept Name" }));
    const second = await checked(owner, zipOf("gave_up", { name: "Given Up", version: "2.0.0" }));
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: second.id }))).toBe("ok");
    await checked(await trusted(), zipOf("took_over", { name: "Given Up" }));
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: second.id }))).toBe("conflict");
    expect(await nameOf("gave_up")).toBe("Kept Name");
  });
});

describe("a deleted plugin", () => {
  it("asks for its package name, is its owner's or an administrator's to delete, and takes no upload and no decision", async () => {
    const owner = await trusted();
    const first = await checked(owner, zipOf("deleted_one"));
    const draft = await checked(owner, zipOf("deleted_one", { version: "2.0.0", code: SHELL }));
    for (const person of [await repository.person(), await repository.person({ role: "approver" })])
      expect(await remove(person, "deleted_one")).toBe("not-found");
    for (const typed of ["", "Deleted_One", "deleted_on"]) expect(await remove(owner, "deleted_one", typed)).toBe("invalid");
    expect(await remove(await repository.person({ role: "admin" }), "deleted_one")).toBe("ok");
    expect(await remove(owner, "deleted_one")).toBe("conflict");

    expect(await upload(owner, zipOf("deleted_one", { version: "3.0.0" }))).toBe("plugin-deleted");
    expect(await upload(await repository.person(), zipOf("deleted_one"))).toBe("not-allowed");
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: first.id }))).toBe("conflict");
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId: draft.id }))).toBe("conflict");
    expect(codeOf(await reserve(await repository.person(), "deleted_One"))).toBe("package-rules");
    // Its name is kept for it as well.
    expect(await upload(await repository.person(), zipOf("name_thief", { name: "plugin deleted_one" }))).toBe("name-taken");
    expect(await listMyPlugins(repository.db, owner.userId)).toEqual([]);
    const [shown] = await listMyDeletedPlugins(repository.db, owner.userId);
    expect(shown?.packageName).toBe("deleted_one");
    expect((shown?.restorableUntil.getTime() ?? 0) / 86_400_000).toBeCloseTo(Date.now() / 86_400_000 + 30, 1);
    expect(await purgePlugins(repository.db)).toBe(0);

    expect(await bringBack(await repository.person(), "deleted_one")).toBe("not-found");
    expect(await bringBack(owner, "deleted_one")).toBe("ok");
    expect(await bringBack(owner, "deleted_one")).toBe("conflict");
    expect([(await repository.version(first.id)).status, (await repository.version(draft.id)).status]).toEqual(["approved", "blocked"]);
    expect(await upload(owner, zipOf("deleted_one", { version: "3.0.0" }))).toBe("new-version");
  });

  it("that was public once keeps its package name for ever and what was public for those who look into it; drafts go", async () => {
    const owner = await trusted();
    const first = await checked(owner, zipOf("once_public", { name: "Once Public" }));
    const draft = await checked(owner, zipOf("once_public", { version: "2.0.0", code: SHELL }));
    expect(await remove(owner, "once_public")).toBe("ok");
    await age("once_public", 31);
    // Before the job has come by as well.
    expect(await bringBack(owner, "once_public")).toBe("conflict");
    expect(await purgePlugins(repository.db)).toBe(1);
    expect(await purgePlugins(repository.db)).toBe(0);
    expect(await bringBack(owner, "once_public")).toBe("not-found");
    expect(await listMyDeletedPlugins(repository.db, owner.userId)).toEqual([]);
    expect(await getManagedPlugin(repository.db, owner, "once_public")).toBeNull();
    expect(await repository.version(first.id)).toMatchObject({ status: "approved" });
    expect(await repository.db.select().from(versions).where(eq(versions.id, draft.id))).toEqual([]);
    const ended = await repository.db
      .select()
      .from(versionEvents)
      .where(and(eq(versionEvents.versionId, draft.id), eq(versionEvents.event, "delete-draft")));
    expect(ended).toMatchObject([{ actorKind: "system", fromStatus: "blocked", toStatus: null }]);
    expect(await upload(owner, zipOf("once_public", { version: "9.0.0" }))).toBe("plugin-deleted");
    expect(await upload(await repository.person(), zipOf("once_public"))).toBe("not-allowed");
    expect(codeOf(await reserve(await repository.person(), "Once_Public"))).toBe("package-rules");
    // The name that people search for is free again.
    expect(await upload(await repository.person(), zipOf("next_public", { name: "Once public" }))).toBe("new-plugin");
  });

  it("that was never public leaves nothing but its history, and its names are free", async () => {
    const owner = await repository.person();
    const draft = await checked(owner, zipOf("never_public", { code: `${SHELL}\n# its own bytes\n` }));
    const { id } = (await pluginOf("never_public")) as { id: number };
    const word = {
      pluginId: id,
      versionId: draft.id,
      scanId: draft.currentScanId ?? "",
      fingerprint: "f1",
      ruleId: "bandit/B602",
      equalCount: 1,
    };
    await repository.db
      .insert(findingDecisions)
      .values({ ...word, kind: "acceptance-asked", reason: "Meant so.", decidedBy: owner.userId });
    expect(await remove(owner, "never_public")).toBe("ok");
    await age("never_public", 31);
    expect(await purgePlugins(repository.db)).toBe(1);
    expect(await pluginOf("never_public")).toBeUndefined();
    expect(await repository.db.$count(findingDecisions, eq(findingDecisions.pluginId, id))).toBe(0);
    const history = await repository.db.select().from(pluginEvents).where(eq(pluginEvents.pluginId, id)).orderBy(pluginEvents.id);
    expect(history.map((row) => `${row.actorKind} ${row.event}`)).toEqual(["person deleted", "system purged"]);
    // The bytes go with the next sweep, when nothing names them.
    await repository.db
      .update(artifacts)
      .set({ createdAt: daysAgo(1) })
      .where(eq(artifacts.sha256, draft.artifactSha256));
    await repository.db.execute(sql`delete from staged_uploads where sha256 = ${draft.artifactSha256}`);
    await removeExpiredRows(repository.db);
    expect(await isArtifactUsed(repository.db, draft.artifactSha256)).toBe(false);
    expect(await upload(await repository.person(), zipOf("never_public"))).toBe("new-plugin");
  });

  it("that is deleted while its checks run ends them quietly and is not public", async () => {
    const owner = await trusted();
    const { versionId } = await repository.accepted(owner, zipOf("deleted_in_checks"));
    expect(await remove(owner, "deleted_in_checks")).toBe("ok");
    await repository.settled(versionId);
    expect(await listMyDeletedPlugins(repository.db, owner.userId)).toHaveLength(1);
    expect(await getManagedPlugin(repository.db, owner, "deleted_in_checks")).toMatchObject({ restorableUntil: expect.any(Date) });
  });
});

it("an upload that fills a name while it is given up goes before or after, and nothing breaks", async () => {
  for (let round = 0; round < 5; round += 1) {
    const owner = await repository.person();
    const packageName = `in_a_race_${round}`;
    await reserve(owner, packageName);
    const [removed, uploaded] = await Promise.all([remove(owner, packageName), upload(owner, zipOf(packageName))]);
    expect(removed).toBe("ok");
    expect(["new-plugin", "new-version", "plugin-deleted"]).toContain(uploaded);
  }
});
