/** Who maintains a plugin: offers, answers, leaving, being removed, handing over; and that rights end at once. */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { acceptUpload } from "@/db/commands/accept-upload";
import type { Uploader } from "@/db/commands/actor";
import { answerInvitation } from "@/db/commands/answer-invitation";
import { deletePlugin } from "@/db/commands/delete-plugin";
import { type InvitedAs, inviteEditor, removeEditor, withdrawInvitation } from "@/db/commands/plugin-people";
import { removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { getManagedPlugin } from "@/db/queries/manage-plugin";
import { listMyInvitations } from "@/db/queries/my-invitations";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { apiTokens, pluginEditors, pluginEvents, pluginInvitations, users, versions } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let friend: SignedIn;
let packageName: string;
let pluginId: number;
let counter = 0;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository.close());
beforeEach(async () => {
  counter += 1;
  packageName = `shared_${counter}`;
  owner = await repository.person();
  friend = await repository.person();
  pluginId = (await repository.accepted(owner, zipOf("1.0.0"))).pluginId;
});

const zipOf = (version: string) => pluginZip(CLEAN, { packageName, name: `Plugin ${packageName}`, version });
const emailOf = (person: SignedIn) => `${person.userId}@example.org`;
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const invite = async (by: SignedIn, whom: string, as: InvitedAs = "collaborator") =>
  codeOf(await inviteEditor(repository.db, { person: by, packageName, email: whom, as }));
const remove = async (by: SignedIn, whom: SignedIn) =>
  codeOf(await removeEditor(repository.db, { person: by, packageName, userId: whom.userId }));
const answer = async (person: SignedIn, accepts = true) => {
  const [offer] = await listMyInvitations(repository.db, person.userId);
  return offer ? codeOf(await answerInvitation(repository.db, { person, invitationId: offer.id, accepts })) : "no offer";
};
async function join(person: SignedIn, as: InvitedAs = "collaborator") {
  expect(await invite(owner, emailOf(person), as)).toBe("ok");
  expect(await answer(person)).toBe("ok");
}
const roles = async () => {
  const rows = await repository.db.select().from(pluginEditors).where(eq(pluginEditors.pluginId, pluginId));
  return new Map(rows.map((row) => [row.userId, row.role]));
};
const eventsOf = async () =>
  (await repository.db.select().from(pluginEvents).where(eq(pluginEvents.pluginId, pluginId)).orderBy(pluginEvents.id)).map(
    (row) => row.event,
  );
async function send(by: Uploader, version: string) {
  const { db, storage, validateEntry } = repository;
  const stored = await storage.put(Readable.from([zipOf(version)]), { maxBytes: 25_000_000 });
  if (!stored.ok) throw new Error("not stored");
  return codeOf(await acceptUpload(db, { by, file: stored.value, via: "token", asksToWait: false, storage, validateEntry }));
}
async function tokenOf(person: SignedIn, forPlugin: number | null): Promise<Uploader> {
  const { tokenHash, ending } = newApiToken();
  const tokenId = randomUUID();
  await repository.db.insert(apiTokens).values({
    ...{ id: tokenId, userId: person.userId, pluginId: forPlugin, name: "CI", tokenHash, ending },
    expiresAt: new Date(Date.now() + 60_000),
  });
  return { kind: "token", userId: person.userId, tokenId };
}

describe("an offer", () => {
  it("says nothing about who has an account, and works for whoever signs in with the address later", async () => {
    const nobody = `nobody-${packageName}@example.org`;
    expect(await invite(owner, nobody)).toBe(await invite(owner, emailOf(friend)));
    const [late] = await repository.db.insert(users).values({ email: nobody, emailVerifiedAt: new Date() }).returning();
    expect(await listMyInvitations(repository.db, (late as { id: string }).id)).toMatchObject([{ packageName, role: "collaborator" }]);
  });

  it("is found by the verified address alone, in any case", async () => {
    await repository.db.update(users).set({ emailVerifiedAt: null }).where(eq(users.id, friend.userId));
    expect(await invite(owner, ` ${emailOf(friend).toUpperCase()} `)).toBe("ok");
    expect(await answer(friend)).toBe("no offer");
    const [open] = await repository.db.select().from(pluginInvitations).where(eq(pluginInvitations.pluginId, pluginId));
    const given = { invitationId: open?.id ?? "", accepts: true };
    expect(codeOf(await answerInvitation(repository.db, { person: friend, ...given }))).toBe("not-found");
    // Somebody else's offer does not exist for others either.
    expect(codeOf(await answerInvitation(repository.db, { person: await repository.person(), ...given }))).toBe("not-found");
    expect(await roles()).toEqual(new Map([[owner.userId, "owner"]]));
    await repository.db.update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, friend.userId));
    expect(await answer(friend)).toBe("ok");
    expect((await roles()).get(friend.userId)).toBe("collaborator");
    expect(await listMyPlugins(repository.db, friend.userId)).toMatchObject([{ packageName, role: "collaborator" }]);
  });

  it("can be declined and withdrawn, lapses, and leaves no address behind", async () => {
    await invite(owner, emailOf(friend));
    expect(await answer(friend, false)).toBe("ok");
    await invite(owner, emailOf(friend));
    const [open] = await repository.db.select().from(pluginInvitations).where(eq(pluginInvitations.pluginId, pluginId));
    expect(codeOf(await withdrawInvitation(repository.db, { person: friend, packageName, invitationId: open?.id ?? "" }))).toBe(
      "not-found",
    );
    expect(codeOf(await withdrawInvitation(repository.db, { person: owner, packageName, invitationId: open?.id ?? "" }))).toBe("ok");
    expect(await answer(friend)).toBe("no offer");
    await invite(owner, emailOf(friend));
    await repository.db.update(pluginInvitations).set({ expiresAt: new Date(Date.now() - 1) });
    expect(await answer(friend)).toBe("no offer");
    await removeExpiredRows(repository.db);
    expect(await repository.db.select().from(pluginInvitations)).toEqual([]);
    const history = await repository.db.select().from(pluginEvents).where(eq(pluginEvents.pluginId, pluginId));
    expect(JSON.stringify(history)).not.toContain("example.org");
    expect(await roles()).toEqual(new Map([[owner.userId, "owner"]]));
  });

  it("is worth nothing once its sender has lost the plugin or was suspended", async () => {
    const second = await repository.person();
    await join(second, "owner");
    await invite(second, emailOf(friend), "owner");
    const [open] = await repository.db.select().from(pluginInvitations).where(eq(pluginInvitations.pluginId, pluginId));
    await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, second.userId));
    expect(await answer(friend)).toBe("not-found");
    await repository.db.update(users).set({ suspendedAt: null }).where(eq(users.id, second.userId));
    expect(await remove(owner, second)).toBe("ok");
    const late = { person: friend, invitationId: open?.id ?? "", accepts: true };
    expect(codeOf(await answerInvitation(repository.db, late))).toBe("not-found");
    expect((await roles()).has(friend.userId)).toBe(false);
  });

  it("takes nothing from somebody who has more already", async () => {
    await join(friend, "owner");
    await join(friend, "collaborator");
    expect((await roles()).get(friend.userId)).toBe("owner");
  });
});

describe("what a collaborator may", () => {
  it("is to upload, by page and by token, and to leave; not to decide about people or the plugin", async () => {
    await join(friend);
    expect(await send({ kind: "person", userId: friend.userId }, "1.1.0")).toBe("ok");
    expect(await send(await tokenOf(friend, pluginId), "1.2.0")).toBe("ok");
    const other = await repository.person();
    expect(await invite(friend, emailOf(other))).toBe("not-allowed");
    expect(await remove(friend, owner)).toBe("not-allowed");
    expect(codeOf(await deletePlugin(repository.db, { person: friend, packageName, confirmation: packageName }))).toBe("not-allowed");
    const page = await getManagedPlugin(repository.db, friend, packageName);
    expect(page).toMatchObject({ role: "collaborator", mayManage: false, invitations: [] });
    expect(await remove(friend, friend)).toBe("ok");
    expect(await getManagedPlugin(repository.db, friend, packageName)).toBeNull();
    expect(await eventsOf()).toEqual(["invited", "collaborator-joined", "left"]);
  });

  it("is nothing at all for strangers and approvers; administrators may what owners may", async () => {
    for (const person of [
      friend,
      await repository.person({ role: "approver" }),
      await repository.person({ isSuspended: true, role: "admin" }),
    ]) {
      expect(await invite(person, emailOf(friend))).toBe("not-found");
      expect(await remove(person, owner)).toBe("not-found");
      expect(await getManagedPlugin(repository.db, person, packageName)).toBeNull();
    }
    const admin = await repository.person({ role: "admin" });
    expect(await getManagedPlugin(repository.db, admin, packageName)).toMatchObject({ role: null, mayManage: true });
    expect(await invite(admin, emailOf(friend), "successor")).toBe("not-allowed");
    // The way out for a plugin whose only owner is suspended.
    await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, owner.userId));
    expect(await invite(admin, emailOf(friend), "owner")).toBe("ok");
    expect(await answer(friend)).toBe("ok");
    expect(await remove(admin, owner)).toBe("ok");
    expect(await roles()).toEqual(new Map([[friend.userId, "owner"]]));
  });
});

describe("when somebody loses the right", () => {
  it("their sign-in and their tokens stop at once, and a plugin's token does not come back with them", async () => {
    await join(friend);
    const ofPlugin = await tokenOf(friend, pluginId);
    const ofAccount = await tokenOf(friend, null);
    expect(await send(ofAccount, "1.1.0")).toBe("ok");
    expect(await remove(owner, friend)).toBe("ok");
    for (const by of [ofPlugin, ofAccount, { kind: "person", userId: friend.userId } as const])
      expect(["not-allowed", "suspended"]).toContain(await send(by, "1.2.0"));
    await join(friend);
    expect(await send(ofPlugin, "1.2.0")).toBe("suspended");
    expect(await send(ofAccount, "1.2.0")).toBe("ok");
    const stored = await repository.db.select({ version: versions.version }).from(versions).where(eq(versions.pluginId, pluginId));
    expect(stored.map((row) => row.version).sort()).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
  });
});

describe("a plugin always has an owner in good standing", () => {
  it("the last one can neither leave nor be removed, suspended ones do not count", async () => {
    expect(await remove(owner, owner)).toBe("conflict");
    await join(friend, "owner");
    await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, friend.userId));
    expect(await remove(owner, owner)).toBe("conflict");
    expect(await remove(owner, friend)).toBe("ok");
  });

  it("two owners who remove each other, or both leave, at the same moment: one stays", async () => {
    for (const leave of [true, false]) {
      await join(friend, "owner");
      const people: [SignedIn, SignedIn][] = leave
        ? [
            [owner, owner],
            [friend, friend],
          ]
        : [
            [owner, friend],
            [friend, owner],
          ];
      const outcomes = await Promise.all(people.map(([by, whom]) => remove(by, whom)));
      expect(outcomes.filter((code) => code === "ok")).toHaveLength(1);
      const left = await roles();
      expect([...left.values()]).toEqual(["owner"]);
      if (left.has(friend.userId)) [owner, friend] = [friend, owner];
    }
  });

  it("handing over needs the other's yes; then they are owner and oneself a collaborator", async () => {
    await invite(owner, emailOf(friend), "successor");
    expect(await roles()).toEqual(new Map([[owner.userId, "owner"]]));
    expect(await answer(friend)).toBe("ok");
    expect(await roles()).toEqual(
      new Map([
        [owner.userId, "collaborator"],
        [friend.userId, "owner"],
      ]),
    );
    expect(await invite(owner, emailOf(owner))).toBe("not-allowed");
    expect(await eventsOf()).toEqual(["invited", "ownership-handed-over"]);
  });
});

it("the history of a plugin cannot be rewritten", async () => {
  await invite(owner, emailOf(friend));
  const { db } = repository;
  const own = eq(pluginEvents.pluginId, pluginId);
  await expect(db.delete(pluginEvents).where(own)).rejects.toThrow();
  await expect(db.update(pluginEvents).set({ event: "left" }).where(and(own, sql`true`))).rejects.toThrow();
  expect(await eventsOf()).toEqual(["invited"]);
});

it("one's own address, and too many open offers, are refused with words", async () => {
  expect(await invite(owner, emailOf(owner))).toBe("invalid");
  for (let index = 0; index < 20; index += 1) expect(await invite(owner, `somebody-${index}@example.org`)).toBe("ok");
  expect(await invite(owner, "one-more@example.org")).toBe("conflict");
  expect(await invite(owner, "somebody-3@example.org", "owner")).toBe("ok");
});
