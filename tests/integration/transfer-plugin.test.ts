/** An administrator gives a plugin to another owner. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { transferPlugin } from "@/db/commands/transfer-plugin";
import { getManagedPlugin } from "@/db/queries/manage-plugin";
import { apiTokens, pluginEditors, pluginEvents } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow } from "../builders/rows";
import { codeOf, rowOf as rowOfIn } from "../helpers/decisions-about-people";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let room: MailRoom;
let admin: SignedIn;
let approver: SignedIn;
let author: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  room = openMailRoom(repository);
});
afterAll(() => repository.close());
beforeEach(async () => {
  [admin, approver, author] = await Promise.all([
    repository.person({ role: "admin" }),
    repository.person({ role: "approver" }),
    repository.person(),
  ]);
});

const rowOf = (person: SignedIn) => rowOfIn(repository, person);
const emailOf = async (person: SignedIn) => (await rowOf(person)).email;

describe("a transfer", () => {
  const transfer = async (by: SignedIn, packageName: string, to: SignedIn, owners: "stay" | "leave" = "stay") =>
    codeOf(transferPlugin(repository.db, { person: by, packageName, email: await emailOf(to), owners, reason: "The owner is gone." }));
  const rolesOf = async (pluginId: number) =>
    new Map(
      (await repository.db.select().from(pluginEditors).where(eq(pluginEditors.pluginId, pluginId))).map((row) => [row.userId, row.role]),
    );

  it("by an administrator, with a reason, to somebody else; the old owner stays or leaves, both are told", async () => {
    const { db } = repository;
    const next = await repository.person();
    const packageName = `transfer_${author.userId.slice(0, 8)}`;
    const pluginId = await pluginRow(db, author, packageName);
    expect(await transfer(author, packageName, next)).toBe("not-allowed");
    expect(await transfer(approver, packageName, next)).toBe("not-found");
    expect(await transfer(admin, packageName, admin)).toBe("invalid");
    expect(await transfer(admin, packageName, await repository.person({ isSuspended: true }))).toBe("invalid");
    expect(await transfer(admin, packageName, author)).toBe("conflict");
    expect(await transfer(admin, packageName, next)).toBe("ok");
    expect(await rolesOf(pluginId)).toEqual(
      new Map([
        [author.userId, "collaborator"],
        [next.userId, "owner"],
      ]),
    );
    expect((await room.mailTo(next, `Transferred: Plugin ${packageName}`)).text).toContain("You are the owner now");
    expect((await room.mailTo(author, `Transferred: Plugin ${packageName}`)).text).toContain("The owner is gone.");
    // The reason stands in the history that maintainers see.
    expect((await getManagedPlugin(db, author, packageName))?.history[0]).toMatchObject({
      event: "transferred",
      reason: "The owner is gone.",
    });
    // One that was written for administrators alone stays theirs.
    const early = {
      pluginId: await pluginRow(db, author, `${packageName}_early`),
      event: "transferred",
      subjectId: author.userId,
    } as const;
    await db.insert(pluginEvents).values({ ...early, actorKind: "person", actorId: admin.userId, reason: "A quarrel." });
    const reasonFor = async (viewer: SignedIn) => (await getManagedPlugin(db, viewer, `${packageName}_early`))?.history[0]?.reason;
    expect([await reasonFor(author), await reasonFor(admin)]).toEqual([null, "A quarrel."]);

    const { tokenHash, ending } = newApiToken();
    const token = { userId: next.userId, pluginId, name: "CI", tokenHash, ending, expiresAt: new Date(Date.now() + 60_000) };
    await db.insert(apiTokens).values(token);
    expect(await transfer(admin, packageName, author, "leave")).toBe("ok");
    expect(await rolesOf(pluginId)).toEqual(new Map([[author.userId, "owner"]]));
    expect((await db.select().from(apiTokens).where(eq(apiTokens.tokenHash, tokenHash)))[0]?.revokedAt).toBeInstanceOf(Date);
    await room.mailTo(next, `You do not maintain Plugin ${packageName} any more`);
    const history = await db.select().from(pluginEvents).where(eq(pluginEvents.pluginId, pluginId)).orderBy(pluginEvents.id);
    expect(history.map((row) => [row.event, row.reason])).toEqual([
      ["transferred", "The owner is gone."],
      ["transferred", "The owner is gone."],
      ["removed", "The owner is gone."],
    ]);
  });
});
