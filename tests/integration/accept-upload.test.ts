import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type AcceptUploadInput, acceptUpload } from "@/db/commands/accept-upload";
import type { Uploader } from "@/db/commands/actor";
import { takeUploadSnapshot } from "@/db/commands/upload-races";
import { getTokenHolder } from "@/db/queries/api-tokens";
import { apiTokens, pluginEditors, plugins, users, versionEvents, versions } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository.close());

async function send(by: Uploader, zip: Uint8Array, options: Partial<AcceptUploadInput> = {}) {
  const { db, storage } = repository;
  const stored = await storage.put(Readable.from([zip]), { maxBytes: 25_000_000 });
  if (!stored.ok) throw new Error("not stored");
  const validateEntry = join(inject("testPrograms"), "validate-thread.mjs");
  return acceptUpload(db, { by, file: stored.value, via: "token", asksToWait: false, storage, validateEntry, ...options });
}

async function tokenOf(person: SignedIn, pluginId: number | null = null): Promise<{ by: Uploader; token: string }> {
  const { token, tokenHash, ending } = newApiToken();
  const row = { id: randomUUID(), userId: person.userId, pluginId, name: "CI", tokenHash, ending };
  await repository.db.insert(apiTokens).values({ ...row, expiresAt: new Date(Date.now() + 60_000) });
  return { by: { kind: "token", userId: person.userId, tokenId: row.id }, token };
}

const asPerson = (person: SignedIn): Uploader => ({ kind: "person", userId: person.userId });
const codeOf = (result: Awaited<ReturnType<typeof send>>) => (result.ok ? result.value.outcome : result.error.code);
const zipOf = (packageName: string, version = "1.0.0", code = CLEAN) =>
  pluginZip(code, { packageName, name: `Plugin ${packageName}`, version });

describe("a token", () => {
  it("of an account uploads new plugins and versions, and the history names it", async () => {
    const person = await repository.person();
    const { by } = await tokenOf(person);
    expect(codeOf(await send(by, zipOf("by_account_token")))).toBe("new-plugin");
    const second = await send(by, zipOf("by_account_token", "1.1.0"));
    expect(codeOf(second)).toBe("new-version");
    const events = await repository.db
      .select()
      .from(versionEvents)
      .where(eq(versionEvents.versionId, second.ok ? second.value.versionId : 0));
    expect(events).toMatchObject([{ actorKind: "token", actorId: person.userId, tokenId: by.kind === "token" ? by.tokenId : "" }]);
  });

  it("of one plugin uploads nothing else", async () => {
    const person = await repository.person();
    const first = await send(asPerson(person), zipOf("token_one"));
    await send(asPerson(person), zipOf("token_two"));
    const { by } = await tokenOf(person, first.ok ? first.value.pluginId : 0);
    expect(codeOf(await send(by, zipOf("token_one", "1.1.0")))).toBe("new-version");
    expect(codeOf(await send(by, zipOf("token_two", "1.1.0")))).toBe("not-allowed");
    expect(codeOf(await send(by, zipOf("token_three")))).toBe("not-allowed");
    expect(await repository.db.select().from(plugins).where(eq(plugins.packageName, "token_three"))).toEqual([]);
  });

  it("ends with its person's rights, by revocation, and with its time", async () => {
    const { db } = repository;
    const person = await repository.person();
    const first = await send(asPerson(person), zipOf("token_ends"));
    const pluginId = first.ok ? first.value.pluginId : 0;
    const { by, token } = await tokenOf(person);
    const tokenId = by.kind === "token" ? by.tokenId : "";
    const upload = async () => codeOf(await send(by, zipOf("token_ends", "2.0.0")));

    await db.delete(pluginEditors).where(eq(pluginEditors.pluginId, pluginId));
    expect(await upload()).toBe("not-allowed");
    await db.insert(pluginEditors).values({ pluginId, userId: person.userId, role: "owner" });

    await db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, person.userId));
    expect(await upload()).toBe("suspended");
    expect(await getTokenHolder(db, token)).toBeNull();
    await db.update(users).set({ suspendedAt: null }).where(eq(users.id, person.userId));
    expect(await getTokenHolder(db, token)).toMatchObject({ userId: person.userId, pluginId: null });

    await db.update(apiTokens).set({ revokedAt: new Date() }).where(eq(apiTokens.id, tokenId));
    expect(await upload()).toBe("suspended");
    expect(await getTokenHolder(db, token)).toBeNull();
    await db
      .update(apiTokens)
      .set({ revokedAt: null, expiresAt: new Date(Date.now() - 1) })
      .where(eq(apiTokens.id, tokenId));
    expect(await upload()).toBe("suspended");
    expect(await getTokenHolder(db, token)).toBeNull();
    expect(await db.select().from(versions).where(eq(versions.version, "2.0.0"))).toEqual([]);
  });
});

describe("a file for another address", () => {
  it("is refused, and nothing is written", async () => {
    const by = asPerson(await repository.person());
    const result = await send(by, zipOf("sent_elsewhere"), { expected: { packageName: "sent_here", version: "9.9" } });
    expect(result).toMatchObject({ error: { code: "package-rules", details: [{ code: "another-plugin" }, { code: "another-version" }] } });
    expect(await repository.db.select().from(plugins).where(eq(plugins.packageName, "sent_elsewhere"))).toEqual([]);
  });
});

describe("two uploads of one version", () => {
  it("at the same moment: one wins, the other is told", async () => {
    const by = asPerson(await repository.person());
    const two = await Promise.all([send(by, zipOf("raced", "1.0.0", "A = 1\n")), send(by, zipOf("raced", "1.0.0", "A = 2\n"))]);
    expect(two.map(codeOf).sort()).toEqual(["conflict", "new-plugin"]);
  });

  it("one after the other: the second replaces, also while a verdict of the first came in between", async () => {
    const by = asPerson(await repository.person());
    const first = await send(by, zipOf("in_turn", "1.0.0", "A = 1\n"));
    const begunAt = await takeUploadSnapshot(repository.db);
    await repository.db
      .update(versions)
      .set({ waitsBecause: "something" })
      .where(eq(versions.id, first.ok ? first.value.versionId : 0));
    expect(codeOf(await send(by, zipOf("in_turn", "1.0.0", "A = 2\n"), { begunAt }))).toBe("replaced");
  });
});
