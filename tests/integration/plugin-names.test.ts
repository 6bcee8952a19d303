/** A plugin's two names: reserved, filled, followed, given up. */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptUpload } from "@/db/commands/accept-upload";
import { deleteDraft, requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { purgePlugins } from "@/db/commands/purge-plugins";
import { MAX_RESERVATIONS } from "@/db/commands/reserve-plugin";
import { approveVersion } from "@/db/commands/review-version";
import { getManagedPlugin } from "@/db/queries/manage-plugin";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { apiTokens, versions } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import { codeOf, type PluginLife, pluginLife, zipOf } from "../helpers/plugin-life";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let life: PluginLife;
beforeAll(async () => {
  repository = await openRepository();
  life = pluginLife(repository);
  await repository.work();
});
afterAll(() => repository.close());

describe("a reserved name", () => {
  it("is shown to its owner, keeps others out in any case, and is filled by their first upload", async () => {
    const owner = await repository.person();
    const other = await repository.person();
    expect(codeOf(await life.reserve(owner, "Held_One", "Held One"))).toBe("ok");
    expect(await listMyPlugins(repository.db, owner.userId)).toMatchObject([{ packageName: "Held_One", newest: null, newestPublic: null }]);
    expect(await life.upload(other, zipOf("held_one", { name: "Different" }))).toBe("package-name-taken");
    expect(await life.upload(other, zipOf("Held_One", { name: "Different" }))).toBe("not-allowed");
    expect(await life.upload(other, zipOf("another_one", { name: "HELD one" }))).toBe("name-taken");
    expect(await life.upload(owner, zipOf("held_one", { name: "Held One" }))).toBe("package-name-taken");
    expect(await life.upload(owner, zipOf("Held_One", { name: "Held Better" }))).toBe("new-version");
    expect(await life.nameOf("Held_One")).toBe("Held Better");
    expect(await life.upload(other, zipOf("another_one", { name: "Held One" }))).toBe("new-plugin");
    expect(await listMyPlugins(repository.db, owner.userId)).toMatchObject([{ newest: { version: "1.0.0" } }]);
  });

  it("can have a token of its own, and the first upload comes with it", async () => {
    const owner = await repository.person();
    await life.reserve(owner, "filled_by_ci");
    const { id: pluginId } = (await life.pluginOf("filled_by_ci")) as { id: number };
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
      const result = await life.reserve(owner, packageName, name);
      return result.ok ? "ok" : (result.error.details?.map((one) => one.code).join() ?? result.error.code);
    };
    expect(await problems("9lives")).toBe("package-name");
    expect(await problems("with-dash")).toBe("package-name");
    expect(await problems("import")).toBe("package-name");
    expect(await problems("x'; drop table plugins; --")).toBe("package-name");
    expect(await problems("RPC2")).toBe("package-name-reserved");
    expect(await problems("IS_THERE")).toBe("package-name-taken");
    expect(await problems("is_free", "plugin IS_THERE")).toBe("conflict");
    expect(codeOf(await life.reserve(await repository.person({ isSuspended: true }), "is_free"))).toBe("suspended");
    expect(await life.pluginOf("is_free")).toBeUndefined();
  });

  it("is held by one person five times, also when they ask for all at once; giving one up frees it at once", async () => {
    const owner = await repository.person();
    const wanted = Array.from({ length: MAX_RESERVATIONS + 2 }, (_, index) => `hoard_${index}`);
    const codes = (await Promise.all(wanted.map((one) => life.reserve(owner, one)))).map(codeOf);
    expect(codes.filter((code) => code === "ok")).toHaveLength(MAX_RESERVATIONS);
    expect(codes.filter((code) => code === "conflict")).toHaveLength(2);
    const held = wanted.filter((_, index) => codes[index] === "ok");
    const { id: pluginId } = (await life.pluginOf(held[0] as string)) as { id: number };
    const { tokenHash, ending } = newApiToken();
    await repository.db
      .insert(apiTokens)
      .values({ userId: owner.userId, pluginId, name: "CI", tokenHash, ending, expiresAt: new Date(Date.now() + 60_000) });
    expect(await life.remove(owner, held[0] as string)).toBe("ok");
    expect(await repository.db.select().from(apiTokens).where(eq(apiTokens.tokenHash, tokenHash))).toEqual([]);
    expect(codeOf(await life.reserve(await repository.person(), held[0] as string))).toBe("ok");
    // A name with an upload is no reservation any more.
    await repository.accepted(owner, zipOf(held[1] as string));
    expect(codeOf(await life.reserve(owner, "hoard_more"))).toBe("ok");
    expect(codeOf(await life.reserve(owner, "hoard_much_more"))).toBe("ok");
    expect(codeOf(await life.reserve(owner, "hoard_too_much"))).toBe("conflict");
  });

  it("wanted by two people at once goes to one", async () => {
    const people = await Promise.all([1, 2, 3].map(() => repository.person()));
    const codes = (await Promise.all(people.map((person) => life.reserve(person, "wanted_by_all")))).map(codeOf);
    expect(codes.sort()).toEqual(["ok", "package-rules", "package-rules"]);
    const same = await Promise.all(people.map((person, index) => life.reserve(person, `wanted_${index}`, "Wanted Name")));
    expect(same.map(codeOf).sort()).toEqual(["conflict", "conflict", "ok"]);
  });

  it("without an upload is free after 90 days, one that was worked on is not", async () => {
    const owner = await repository.person();
    await life.reserve(owner, "forgotten");
    await life.reserve(owner, "just_emptied");
    const { versionId } = await repository.accepted(owner, zipOf("just_emptied"));
    await repository.settled(versionId);
    const inNinetyDays = new Date(Date.now() + 90 * 24 * 60 * 60 * 1000).toDateString();
    const [row] = (await listMyPlugins(repository.db, owner.userId)).filter((one) => one.packageName === "forgotten");
    const managed = async (name: string) => (await getManagedPlugin(repository.db, owner, name))?.reservedUntil?.toDateString();
    expect([row?.reservedUntil?.toDateString(), await managed("forgotten")]).toEqual([inNinetyDays, inNinetyDays]);
    expect(await managed("just_emptied")).toBeUndefined();
    await life.age("forgotten", 91);
    await life.age("just_emptied", 91);
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId }))).toBe("ok");
    // A plugin whose drafts were all deleted is still its owner's.
    expect((await listMyPlugins(repository.db, owner.userId)).map((one) => [one.packageName, one.newest])).toContainEqual([
      "just_emptied",
      null,
    ]);
    expect(await managed("just_emptied")).toBe(inNinetyDays);
    expect(await purgePlugins(repository.db)).toBe(1);
    expect(await life.pluginOf("forgotten")).toBeUndefined();
    expect(await life.pluginOf("just_emptied")).toBeDefined();
    expect(codeOf(await life.reserve(await repository.person(), "forgotten"))).toBe("ok");
  });
});

describe("a name", () => {
  it("follows the version that became public last, and back; no other plugin can have it meanwhile", async () => {
    const owner = await life.trusted();
    const other = await life.trusted();
    await life.checked(owner, zipOf("renamed", { name: "First Name" }));
    const second = await life.checked(owner, zipOf("renamed", { name: "Second Name", version: "2.0.0" }));
    expect(await life.nameOf("renamed")).toBe("Second Name");
    expect(await life.upload(other, zipOf("copycat", { name: "second name" }))).toBe("name-taken");
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: second.id }))).toBe("ok");
    expect(await life.nameOf("renamed")).toBe("First Name");
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: second.id }))).toBe("ok");
    expect(await life.nameOf("renamed")).toBe("Second Name");
    await life.checked(owner, zipOf("renamed", { name: "First Name", version: "3.0.0" }));
    expect(await life.nameOf("renamed")).toBe("First Name");
  });

  it("that a draft wants and another plugin took meanwhile: the draft waits, nobody can publish it, and its owner reads why", async () => {
    const owner = await life.trusted();
    const other = await life.trusted();
    await life.checked(owner, zipOf("wants_it", { name: "Own Name" }));
    const draft = await repository.accepted(owner, zipOf("wants_it", { name: "Coveted Name", version: "2.0.0" }), { asksToWait: true });
    await repository.settled(draft.versionId);
    await life.checked(other, zipOf("was_faster", { name: "coveted NAME" }));
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
    expect(await life.nameOf("wants_it")).toBe("Own Name");
  });

  it("of a withdrawn version that went to another plugin stays there", async () => {
    const owner = await life.trusted();
    await life.checked(owner, zipOf("gave_up", { name: "Kept Name" }));
    const second = await life.checked(owner, zipOf("gave_up", { name: "Given Up", version: "2.0.0" }));
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: second.id }))).toBe("ok");
    await life.checked(await life.trusted(), zipOf("took_over", { name: "Given Up" }));
    expect(codeOf(await restoreVersion(repository.db, { person: owner, versionId: second.id }))).toBe("conflict");
    expect(await life.nameOf("gave_up")).toBe("Kept Name");
  });
});

it("an upload that fills a name while it is given up goes before or after, and nothing breaks", async () => {
  for (let round = 0; round < 5; round += 1) {
    const owner = await repository.person();
    const packageName = `in_a_race_${round}`;
    await life.reserve(owner, packageName);
    const [removed, uploaded] = await Promise.all([life.remove(owner, packageName), life.upload(owner, zipOf(packageName))]);
    expect(removed).toBe("ok");
    expect(["new-plugin", "new-version", "plugin-deleted"]).toContain(uploaded);
  }
});
