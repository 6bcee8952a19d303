/** Uploads by token: the contract's answers, and who may send. */
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { revokeToken } from "@/db/commands/revoke-token";
import { listOwnTokens } from "@/db/queries/api-tokens";
import { apiTokens, pluginEditors, plugins, users } from "@/db/schema";
import { tokenFor } from "../helpers/token-client";
import { openUploadScene, zipOf } from "../helpers/upload-scene";

const { repository, plugin, send, expectRefused } = await openUploadScene();
afterAll(() => repository.close());

describe("an accepted upload", () => {
  it("is answered with what the contract names", async () => {
    const { token, pluginId } = await plugin("api_accepted");
    const answer = await send({ packageName: "api_accepted", token, zip: zipOf("api_accepted", "1.1.0") });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      success: true,
      message: expect.stringContaining("1.1.0"),
      version: "1.1.0",
      plugin_id: pluginId,
      version_id: expect.any(Number),
      validation_status: "validating",
      approved: false,
      scan_url: "http://127.0.0.1:3000/plugins/api_accepted/version/1.1.0#security-tab",
      scan_api_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/api\/v1\/scans\/[0-9a-f-]{36}$/),
      warnings: [],
    });
    expect(answer.headers.get("ratelimit-policy")).toBe('"uploads";q=60;w=3600');
    expect(answer.headers.get("ratelimit")).toMatch(/^"uploads";r=59;t=\d+$/);
    const version = await repository.version(answer.body.version_id);
    expect(version).toMatchObject({ uploadedVia: "token", asksToWait: true, status: "validating" });
  });

  it("of an account's token may be a new plugin; its address ignores case", async () => {
    const person = await repository.person();
    const token = await tokenFor(repository, person);
    const first = await send({ packageName: "api_new_plugin", token, zip: zipOf("api_new_plugin") });
    expect(first.status).toBe(201);
    const second = await send({ packageName: "API_new_plugin", token, zip: zipOf("api_new_plugin", "1.1.0") });
    expect(second.status).toBe(201);
  });

  it("keeps the changelog that was sent beside it, and asks to wait unless told otherwise", async () => {
    const { token } = await plugin("api_fields");
    const fields: [string, string][] = [
      ["changelog", "1.1.0: faster"],
      ["auto_approve_after_scan", "true"],
      ["skip_security_rules", "flake8/E722"],
      ["skip_security_rules", "B101"],
      ["skip_security_rules", "17"],
      ["something_else", "x"],
    ];
    const answer = await send({ packageName: "api_fields", token, zip: zipOf("api_fields", "1.1.0"), fields });
    expect(answer.status).toBe(201);
    expect(answer.body.warnings).toEqual([expect.stringContaining("“17”")]);
    const version = await repository.version(answer.body.version_id);
    expect(version.metadata.changelog).toBe("1.1.0: faster");
    expect(version).toMatchObject({ asksToWait: false, requestedSkips: ["flake8/E722", "bandit/B101", "17"] });
  });

  it("replaces a version that was never approved, by either address", async () => {
    const { token, versionId } = await plugin("api_replaced");
    const added = await send({ packageName: "api_replaced", token, zip: zipOf("api_replaced", "1.0.0", "A = 1\n") });
    expect(added).toMatchObject({ status: 201, body: { version_id: versionId, message: expect.stringContaining("replaces") } });
    const updated = await send({ packageName: "api_replaced", version: "1.0.0", token, zip: zipOf("api_replaced", "1.0.0", "A = 2\n") });
    expect(updated).toMatchObject({ status: 201, body: { version_id: versionId } });
    const again = await send({ packageName: "api_replaced", version: "1.0.0", token, zip: zipOf("api_replaced", "1.0.0", "A = 2\n") });
    expect(again).toMatchObject({ status: 201, body: { version_id: versionId, message: expect.stringContaining("had come before") } });
  });
});

describe("a refused token", () => {
  it("gets 403, and nothing is stored: missing, wrong, revoked, expired, foreign, of people who may not (any more)", async () => {
    const { db } = repository;
    const { owner, token, pluginId } = await plugin("api_guarded");
    const upload = { packageName: "api_guarded", zip: zipOf("api_guarded", "2.0.0") };
    await expectRefused(upload, 403);
    await expectRefused({ ...upload, token: "wrong" }, 403);
    await expectRefused({ ...upload, token: `gb_${"x".repeat(43)}` }, 403);
    await expectRefused({ ...upload, headers: { authorization: `Basic ${btoa(`a:${token}`)}` } }, 403);
    const other = await plugin("api_of_another");
    await expectRefused({ ...upload, token: other.token }, 403);
    await expectRefused({ ...upload, token: await tokenFor(repository, other.owner) }, 403);

    await db.delete(pluginEditors).where(eq(pluginEditors.pluginId, pluginId));
    await expectRefused({ ...upload, token }, 403);
    await db.insert(pluginEditors).values({ pluginId, userId: owner.userId, role: "owner" });
    await db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, owner.userId));
    await expectRefused({ ...upload, token }, 403);
    await db.update(users).set({ suspendedAt: null }).where(eq(users.id, owner.userId));
    await db.update(apiTokens).set({ expiresAt: new Date() }).where(eq(apiTokens.userId, owner.userId));
    await expectRefused({ ...upload, token }, 403);
    const fresh = await tokenFor(repository, owner, pluginId);
    const [made] = (await listOwnTokens(db, owner.userId)).live;
    await revokeToken(db, { person: owner, tokenId: made?.tokenId ?? "" });
    await expectRefused({ ...upload, token: fresh }, 403);
    expect((await send({ ...upload, token: await tokenFor(repository, owner, pluginId) })).status).toBe(201);
  });

  it("learns no names: somebody else's plugin and none at all are refused alike", async () => {
    const { token } = await plugin("api_prober");
    await plugin("api_secret_project");
    const foreign = await expectRefused({ packageName: "api_secret_project", token, zip: zipOf("api_secret_project", "3.0") }, 403);
    const none = await expectRefused({ packageName: "api_no_such_thing", token, zip: zipOf("api_no_such_thing") }, 403);
    const alike = (text: string) => text.replaceAll(/api_secret_project|api_no_such_thing/g, "X");
    expect(alike(JSON.stringify(foreign.body) + foreign.reason)).toBe(alike(JSON.stringify(none.body) + none.reason));
    const account = await tokenFor(repository, await repository.person());
    await expectRefused({ packageName: "api_no_such_thing", version: "1.0.0", token: account, zip: zipOf("api_no_such_thing") }, 403);
  });

  it("is refused before the body is read", async () => {
    const never = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    await expectRefused(
      { packageName: "api_guarded", token: "wrong", body: never, headers: { "content-type": "multipart/form-data; boundary=x" } },
      403,
    );
  });

  it("may not send an account's cookie instead, nor a package for another address", async () => {
    const { owner, token } = await plugin("api_addressed");
    const cookie = { cookie: "next-auth.session-token=whatever" };
    await expectRefused({ packageName: "api_addressed", zip: zipOf("api_addressed", "2.0"), headers: cookie }, 403);
    await repository.accepted(owner, zipOf("api_addressed_too"));
    const wrong = await send({ packageName: "api_addressed", token, zip: zipOf("api_addressed_too", "2.0.0") });
    expect(wrong).toMatchObject({ status: 400, body: { errors: { package: [expect.stringContaining("api_addressed_too")] } } });
  });
});

it("a plugin that was deleted takes no uploads, and says so to its editors", async () => {
  const { token, pluginId } = await plugin("api_deleted");
  await repository.db.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.id, pluginId));
  const answer = await send({ packageName: "api_deleted", token, zip: zipOf("api_deleted", "2.0.0") });
  expect(answer).toMatchObject({ status: 400, body: { errors: { package: [expect.stringContaining("deleted")] } } });
});
