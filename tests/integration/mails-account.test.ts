/** Mails about tokens, and about who maintains a plugin: who gets which, and what they say. */
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerInvitation } from "@/db/commands/answer-invitation";
import { createToken } from "@/db/commands/create-token";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { type InvitedAs, inviteEditor, removeEditor, withdrawInvitation } from "@/db/commands/plugin-people";
import { revokePluginToken } from "@/db/commands/revoke-plugin-token";
import { emails, pluginInvitations, users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let room: MailRoom;
let owner: SignedIn;
let friend: SignedIn;
let packageName: string;
let pluginId: number;
let counter = 0;

beforeAll(async () => {
  repository = await openRepository({ PUBLIC_URL: "https://plugins.example.org" });
  room = openMailRoom(repository);
});
afterAll(() => repository.close());
beforeEach(async () => {
  counter += 1;
  packageName = `roads_${counter}`;
  owner = await repository.person();
  friend = await repository.person();
  await repository.db.update(users).set({ emailVerifiedAt: new Date() });
  pluginId = await pluginRow(repository.db, owner, packageName);
});

const emailOf = (person: SignedIn) => `${person.userId}@example.org`;
const invite = (email: string, as: InvitedAs = "collaborator") =>
  inviteEditor(repository.db, { person: owner, packageName, email, as }).then((result) => expect(result.ok).toBe(true));
const offerTo = async (email: string) => {
  const rows = await repository.db
    .select()
    .from(pluginInvitations)
    .where(and(eq(pluginInvitations.pluginId, pluginId), eq(pluginInvitations.email, email)));
  return rows[0]?.id ?? "";
};
async function join(person: SignedIn, as: InvitedAs = "collaborator", accepts = true) {
  await invite(emailOf(person), as);
  await room.deliver();
  const invitationId = await offerTo(emailOf(person));
  expect((await answerInvitation(repository.db, { person, invitationId, accepts })).ok).toBe(true);
}

describe("a token", () => {
  it("that somebody else ends is told to its holder, by name; who ends their own is told nothing", async () => {
    await join(friend);
    const tokenOf = async (person: SignedIn, name: string) => {
      const made = await createToken(repository.db, { person, name, pluginId, days: 365 });
      if (!made.ok) throw new Error("no token");
      return made.value.tokenId;
    };
    const end = async (person: SignedIn, tokenId: string) =>
      expect(await revokePluginToken(repository.db, { person, packageName, tokenId })).toMatchObject({ ok: true });
    const admin = await repository.person({ role: "admin" });
    const subject = `Your token for Plugin ${packageName} was revoked`;
    await end(admin, await tokenOf(friend, "Nightly builds"));
    const { html, text } = await room.mailTo(friend, subject);
    for (const content of [html, text]) expect(content).toContain("“Nightly builds”");
    await end(owner, await tokenOf(owner, "Mine"));
    expect(await room.subjectsTo(owner)).not.toContain(subject);
    expect(await room.subjectsTo(admin)).toEqual([]);
  });

  it("is told of when it is made, with what tells it from others, and never with the token itself", async () => {
    const made = await createToken(repository.db, { person: owner, name: "Release\r\nworkflow", pluginId, days: 365 });
    if (!made.ok) throw new Error("no token");
    const { html, text } = await room.mailTo(owner, "A token was made for your account");
    for (const content of [html, text]) {
      expect(content).not.toContain(made.value.token);
      // This site names no support contact.
      expect(content).not.toMatch(/write to us|contact below/);
      for (const words of ["Release workflow", `…${made.value.token.slice(-4)}`, packageName, "https://plugins.example.org/tokens"])
        expect(content).toContain(words);
    }
  });
});

describe("an invitation", () => {
  it("is mailed to an address that has an account, once, and to no other", async () => {
    const stranger = `nobody-${counter}@example.org`;
    const before = (await room.everything()).length;
    await invite(stranger);
    await room.deliver();
    expect(await room.everything()).toHaveLength(before);

    await invite(emailOf(friend), "owner");
    await invite(emailOf(friend), "collaborator");
    const mail = await room.mailTo(friend, `Invitation to maintain Plugin ${packageName}`);
    for (const words of [
      "You could upload versions",
      "You could not change who maintains",
      "https://plugins.example.org/plugins/my",
      "say yes",
    ])
      expect(mail.text).toContain(words);
    expect(mail.text).not.toContain(emailOf(owner));
  });

  it("does not fill anybody's mailbox when it is withdrawn and made again", async () => {
    for (let round = 0; round < 3; round += 1) {
      await invite(emailOf(friend));
      await room.deliver();
      await withdrawInvitation(repository.db, { person: owner, packageName, invitationId: await offerTo(emailOf(friend)) });
    }
    expect(await room.subjectsTo(friend)).toHaveLength(1);
  });

  it("that was withdrawn before it was sent is not sent", async () => {
    await invite(emailOf(friend));
    await withdrawInvitation(repository.db, { person: owner, packageName, invitationId: await offerTo(emailOf(friend)) });
    expect(await room.subjectsTo(friend)).toEqual([]);
    const [row] = await repository.db.select().from(emails).where(eq(emails.recipientId, friend.userId));
    expect(row).toMatchObject({ kind: "invitation", state: "skipped" });
  });

  it("goes to nobody who has not shown that the address is theirs", async () => {
    await repository.db.update(users).set({ emailVerifiedAt: null }).where(eq(users.id, friend.userId));
    await invite(emailOf(friend));
    expect(await room.subjectsTo(friend)).toEqual([]);
  });
});

describe("a plugin's people", () => {
  it("hear who joined, and the newcomer is not told of themselves", async () => {
    await join(friend);
    expect(await room.subjectsTo(owner)).toEqual([`New Collaborator: Plugin ${packageName}`]);
    expect(await room.subjectsTo(friend)).toEqual([`Invitation to maintain Plugin ${packageName}`]);
  });

  it("hear of a no, that is: whoever invited does", async () => {
    await join(friend, "collaborator", false);
    expect(await room.subjectsTo(owner)).toEqual([`Invitation Declined: Plugin ${packageName}`]);
  });

  it("hear who was removed; the removed person is told that and gets nothing more", async () => {
    await join(friend);
    const other = await repository.person();
    await repository.db.update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, other.userId));
    await join(other);
    await room.deliver();
    expect((await removeEditor(repository.db, { person: owner, packageName, userId: friend.userId })).ok).toBe(true);
    const told = await room.mailTo(friend, `You do not maintain Plugin ${packageName} any more`);
    expect(told.text).toContain("Your tokens for it have ended");
    await room.mailTo(other, `Maintainer Removed: Plugin ${packageName}`);

    const before = (await room.subjectsTo(friend)).length;
    await versionRow(repository.db, { pluginId, uploadedBy: owner, version: "1.0", status: "validated", verdict: "passed" });
    expect((await deletePlugin(repository.db, { person: owner, packageName, confirmation: packageName })).ok).toBe(true);
    expect(await room.subjectsTo(friend)).toHaveLength(before);
    for (const [reader, mayRestore] of [
      [owner, true],
      [other, false],
    ] as const) {
      const { text } = await room.mailTo(reader, `Plugin Deleted: Plugin ${packageName}`);
      expect(text).toContain("For 30 days an owner can restore it");
      expect(text.includes("Restore it <")).toBe(mayRestore);
    }
    expect((await restorePlugin(repository.db, { person: owner, packageName })).ok).toBe(true);
    await room.mailTo(other, `Plugin Brought Back: Plugin ${packageName}`);
  });

  it("hear of a new owner, in words that fit each of them", async () => {
    await join(friend, "successor");
    expect((await room.mailTo(owner, `Handed Over: Plugin ${packageName}`)).text).toContain("You handed the plugin over");
  });
});

it("suspended people get no mail of any of this, and an unknown kind of subject harms nothing", async () => {
  const suspended = await repository.person({ isSuspended: true });
  for (const kind of ["token-created", "token-expiring", "trust-changed", "invitation", "plugin-event"] as const) {
    for (const person of [suspended, friend])
      await repository.db.insert(emails).values({ kind, subjectId: `nothing-${randomUUID()}`, recipientId: person.userId });
  }
  await room.deliver();
  expect(await room.subjectsTo(suspended)).toEqual([]);
  const left = await repository.db.select().from(emails).where(eq(emails.state, "queued"));
  expect(left).toEqual([]);
});
