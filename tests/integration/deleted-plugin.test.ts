/** A plugin that is deleted, restored and purged. */
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteDraft, withdrawVersion } from "@/db/commands/manage-version";
import { purgePlugins } from "@/db/commands/purge-plugins";
import { isArtifactUsed, removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { getManagedPlugin } from "@/db/queries/manage-plugin";
import { listMyDeletedPlugins } from "@/db/queries/my-invitations";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { artifacts, findingDecisions, pluginEvents, versionEvents, versions } from "@/db/schema";
import { SHELL } from "../builders/findings";
import { codeOf, daysAgo, type PluginLife, pluginLife, zipOf } from "../helpers/plugin-life";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let life: PluginLife;
beforeAll(async () => {
  repository = await openRepository();
  life = pluginLife(repository);
  await repository.work();
});
afterAll(() => repository.close());

describe("a deleted plugin", () => {
  it("asks for its package name, is its owner's or an administrator's to delete, and takes no upload and no decision", async () => {
    const owner = await life.trusted();
    const first = await life.checked(owner, zipOf("deleted_one"));
    const draft = await life.checked(owner, zipOf("deleted_one", { version: "2.0.0", code: SHELL }));
    for (const person of [await repository.person(), await repository.person({ role: "approver" })])
      expect(await life.remove(person, "deleted_one")).toBe("not-found");
    for (const typed of ["", "Deleted_One", "deleted_on"]) expect(await life.remove(owner, "deleted_one", typed)).toBe("invalid");
    expect(await life.remove(await repository.person({ role: "admin" }), "deleted_one")).toBe("ok");
    expect(await life.remove(owner, "deleted_one")).toBe("conflict");

    expect(await life.upload(owner, zipOf("deleted_one", { version: "3.0.0" }))).toBe("plugin-deleted");
    expect(await life.upload(await repository.person(), zipOf("deleted_one"))).toBe("not-allowed");
    expect(codeOf(await withdrawVersion(repository.db, { person: owner, versionId: first.id }))).toBe("conflict");
    expect(codeOf(await deleteDraft(repository.db, { person: owner, versionId: draft.id }))).toBe("conflict");
    expect(codeOf(await life.reserve(await repository.person(), "deleted_One"))).toBe("package-rules");
    // Its name is kept for it as well.
    expect(await life.upload(await repository.person(), zipOf("name_thief", { name: "plugin deleted_one" }))).toBe("name-taken");
    expect(await listMyPlugins(repository.db, owner.userId)).toEqual([]);
    const [shown] = await listMyDeletedPlugins(repository.db, owner.userId);
    expect(shown?.packageName).toBe("deleted_one");
    expect((shown?.restorableUntil.getTime() ?? 0) / 86_400_000).toBeCloseTo(Date.now() / 86_400_000 + 30, 1);
    expect(await purgePlugins(repository.db)).toBe(0);

    expect(await life.bringBack(await repository.person(), "deleted_one")).toBe("not-found");
    expect(await life.bringBack(owner, "deleted_one")).toBe("ok");
    expect(await life.bringBack(owner, "deleted_one")).toBe("conflict");
    expect([(await repository.version(first.id)).status, (await repository.version(draft.id)).status]).toEqual(["approved", "blocked"]);
    expect(await life.upload(owner, zipOf("deleted_one", { version: "3.0.0" }))).toBe("new-version");
  });

  it("that was public once keeps its package name for ever and what was public for those who look into it; drafts go", async () => {
    const owner = await life.trusted();
    const first = await life.checked(owner, zipOf("once_public", { name: "Once Public" }));
    const draft = await life.checked(owner, zipOf("once_public", { version: "2.0.0", code: SHELL }));
    expect(await life.remove(owner, "once_public")).toBe("ok");
    await life.age("once_public", 31);
    // Before the job has come by as well.
    expect(await life.bringBack(owner, "once_public")).toBe("conflict");
    expect(await purgePlugins(repository.db)).toBe(1);
    expect(await purgePlugins(repository.db)).toBe(0);
    expect(await life.bringBack(owner, "once_public")).toBe("not-found");
    expect(await listMyDeletedPlugins(repository.db, owner.userId)).toEqual([]);
    expect(await getManagedPlugin(repository.db, owner, "once_public")).toBeNull();
    expect(await repository.version(first.id)).toMatchObject({ status: "approved" });
    expect(await repository.db.select().from(versions).where(eq(versions.id, draft.id))).toEqual([]);
    const ended = await repository.db
      .select()
      .from(versionEvents)
      .where(and(eq(versionEvents.versionId, draft.id), eq(versionEvents.event, "delete-draft")));
    expect(ended).toMatchObject([{ actorKind: "system", fromStatus: "blocked", toStatus: null }]);
    expect(await life.upload(owner, zipOf("once_public", { version: "9.0.0" }))).toBe("plugin-deleted");
    expect(await life.upload(await repository.person(), zipOf("once_public"))).toBe("not-allowed");
    expect(codeOf(await life.reserve(await repository.person(), "Once_Public"))).toBe("package-rules");
    // The name that people search for is free again.
    expect(await life.upload(await repository.person(), zipOf("next_public", { name: "Once public" }))).toBe("new-plugin");
  });

  it("that was never public leaves nothing but its history, and its names are free", async () => {
    const owner = await repository.person();
    const draft = await life.checked(owner, zipOf("never_public", { code: `${SHELL}\n# its own bytes\n` }));
    const { id } = (await life.pluginOf("never_public")) as { id: number };
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
    expect(await life.remove(owner, "never_public")).toBe("ok");
    await life.age("never_public", 31);
    expect(await purgePlugins(repository.db)).toBe(1);
    expect(await life.pluginOf("never_public")).toBeUndefined();
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
    expect(await life.upload(await repository.person(), zipOf("never_public"))).toBe("new-plugin");
  });

  it("that is deleted while its checks run ends them quietly and is not public", async () => {
    const owner = await life.trusted();
    const { versionId } = await repository.accepted(owner, zipOf("deleted_in_checks"));
    expect(await life.remove(owner, "deleted_in_checks")).toBe("ok");
    await repository.settled(versionId);
    expect(await listMyDeletedPlugins(repository.db, owner.userId)).toHaveLength(1);
    expect(await getManagedPlugin(repository.db, owner, "deleted_in_checks")).toMatchObject({ restorableUntil: expect.any(Date) });
  });
});
