/** Uploads by token: the contract's answers, and what bad input gets. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenUploadAccepted, tokenUploadRefused } from "@/app/api/v1/_api/schemas/token-upload";
import { isArtifactUsed } from "@/db/commands/remove-expired-rows";
import { approveVersion } from "@/db/commands/review-version";
import { revokeToken } from "@/db/commands/revoke-token";
import { listOwnTokens } from "@/db/queries/api-tokens";
import { apiTokens, pluginEditors, plugins, users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "../builders/findings";
import { rawZip } from "../builders/raw-zip";
import { openRepository, type TestRepository } from "../helpers/repository";
import { sendUpload, tokenFor, type UploadRequest } from "../helpers/token-client";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository.close());

const send = (upload: UploadRequest) => sendUpload(repository, upload);
const zipOf = (packageName: string, version = "1.0.0", code = CLEAN) =>
  pluginZip(code, { packageName, name: `Plugin ${packageName}`, version });

async function plugin(packageName: string): Promise<{ owner: SignedIn; token: string; pluginId: number; versionId: number }> {
  const owner = await repository.person();
  const { pluginId, versionId } = await repository.accepted(owner, zipOf(packageName));
  return { owner, token: await tokenFor(repository, owner, pluginId), pluginId, versionId };
}

async function storedFiles(): Promise<string[]> {
  const found = await readdir(join(repository.env.dataDir, "storage"), { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

/**
 * Sends it, and expects that neither a file nor a row came of it. A file that had come whole before the rest of its form
 * was refused may stay for a while, known to nobody, until the sweep removes it.
 */
async function expectRefused(upload: UploadRequest, status: number, mayLeave: "nothing" | "what the sweep removes" = "nothing") {
  const before = { files: await storedFiles(), rows: await repository.db.$count(versions) };
  const answer = await send(upload);
  expect(answer.status, answer.reason).toBe(status);
  expect(answer.body).toMatchObject({ success: false, error: expect.stringMatching(/\w/) });
  expect(() => tokenUploadRefused.parse(answer.body)).not.toThrow();
  expect(answer.reason).toMatch(/^[\x20-\x7e]{10,120}$/);
  expect(await repository.db.$count(versions)).toBe(before.rows);
  const left = (await storedFiles()).filter((name) => !before.files.includes(name));
  if (mayLeave === "nothing") expect(left).toEqual([]);
  else for (const name of left) expect(await isArtifactUsed(repository.db, name)).toBe(false);
  return answer;
}

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
    expect(() => tokenUploadAccepted.parse(answer.body)).not.toThrow();
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

describe("a version that was published", () => {
  it("is never replaced: 401 with detail for its own address, 400 for a new version of the same number", async () => {
    const { token, versionId } = await plugin("api_published");
    await repository.work();
    const { currentScanId, artifactSha256 } = await repository.settled(versionId);
    const approver = await repository.person({ role: "approver" });
    const decision = { person: approver, versionId, scanId: currentScanId as string, artifactSha256 };
    expect((await approveVersion(repository.db, decision)).ok).toBe(true);
    const zip = zipOf("api_published", "1.0.0", "CHANGED = 1\n");
    const update = await expectRefused({ packageName: "api_published", version: "1.0.0", token, zip }, 401);
    expect(update.body.detail).toContain("1.0.0");
    const add = await send({ packageName: "api_published", token, zip });
    expect(add).toMatchObject({ status: 400, body: { success: false, errors: { version: [expect.stringContaining("1.0.0")] } } });
    expect(add.reason).toContain("already published");
    await expectRefused({ packageName: "api_published", version: "7.7.7", token, zip }, 404);
    expect((await repository.version(versionId)).artifactSha256).toBe(artifactSha256);
  });
});

describe("bad input", () => {
  it("lists every broken package rule, the first in the status line", async () => {
    const { token } = await plugin("api_broken");
    const broken = pluginZip(CLEAN, {
      packageName: "api_broken",
      version: "2.0.0",
      files: { LICENSE: null },
      metadata: { about: null, tracker: "http://bugs" },
    });
    const answer = await send({ packageName: "api_broken", token, zip: broken });
    expect(answer).toMatchObject({ status: 400, body: { success: false } });
    expect(answer.body.errors.package).toHaveLength(3);
    expect(answer.body.errors.package.join("\n")).toMatch(/LICENSE[\s\S]*about|about[\s\S]*LICENSE/);
    expect(answer.reason).toMatch(/\(and 2 more\)$/);
    const update = await send({ packageName: "api_broken", version: "1.0.0", token, zip: zipOf("api_broken", "9.9.9") });
    expect(update).toMatchObject({ status: 400, body: { errors: { package: [expect.stringContaining("9.9.9")] } } });
  });

  it("no form, no boundary, no file, an empty one, two, another name, a broken one: 400 with words", async () => {
    const { token } = await plugin("api_forms");
    const upload = { packageName: "api_forms", token };
    const zip = zipOf("api_forms", "2.0.0");
    const form = (text: string, type = "multipart/form-data; boundary=edge"): UploadRequest => ({
      ...{ ...upload, body: text, headers: { "content-type": type } },
    });
    const part = (name: string, file: string) =>
      `--edge\r\nContent-Disposition: form-data; name="${name}"; filename="a.zip"\r\n\r\n${file}\r\n`;
    const words = async (request: UploadRequest) =>
      (await expectRefused(request, 400, "what the sweep removes")).body.errors.package[0] as string;
    expect(await words(form("{}", "application/json"))).toContain("multipart/form-data");
    expect(await words(form("x", "multipart/form-data"))).toContain("multipart/form-data");
    expect(await words(form("--edge--\r\n"))).toContain("package");
    expect(await words({ ...upload, fields: [["changelog", "nothing else"]] })).toContain("package");
    expect(await words({ ...upload, zip: new Uint8Array(0) })).toContain("empty");
    expect(await words({ ...upload, zip, field: "file" })).toContain("“file”");
    expect(await words(form(`${part("package", "PK")}${part("package", "PK")}--edge--\r\n`))).toContain("one file");
    expect(await words(form(part("package", "PK")))).toContain("cannot be read");
    expect(await words(form("--edge\r\nthis is no header"))).toContain("cannot be read");
    expect(await words({ ...upload, zip, fields: [["changelog", "x".repeat(70_000)]] })).toContain("too long");
  });

  it("fields that say nothing sensible are named", async () => {
    const { token } = await plugin("api_odd_fields");
    const upload = { packageName: "api_odd_fields", token, zip: zipOf("api_odd_fields", "2.0.0") };
    const many = Array.from({ length: 101 }, (_, index): [string, string] => ["skip_security_rules", `rule${index}`]);
    const answer = await send({ ...upload, fields: [...many, ["auto_approve_after_scan", "perhaps"], ["changelog", "x".repeat(20_001)]] });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors).sort()).toEqual(["auto_approve_after_scan", "changelog", "skip_security_rules"]);
    expect((await send({ ...upload, query: "?wait=soon" })).status).toBe(400);
    expect((await send({ ...upload, query: "?version=1.0.0" })).status).toBe(201);
  });

  it("one byte too many, and a body without an end, are cut off: 413", async () => {
    const { token } = await plugin("api_large");
    await expectRefused({ packageName: "api_large", token, zip: new Uint8Array(25_000_001) }, 413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=edge", "content-length": "1000" };
    await expectRefused({ packageName: "api_large", token, body: endless, headers }, 413);
    const lying = { "content-type": "multipart/form-data; boundary=edge", "content-length": "99000000" };
    await expectRefused({ packageName: "api_large", token, body: "--edge", headers: lying }, 413);
    // It is read on for a while, for clients that look for the answer only when all is sent; then it is cut.
    expect(sent).toBeLessThan(80_000_000);
  });

  it("a file's name breaks out of nothing", async () => {
    const { token } = await plugin("api_names");
    const text = `--edge\r\nContent-Disposition: form-data; name="x\r\nSet-Cookie: a=b"; filename="a\r\nX: y.zip"\r\n\r\nPK\r\n--edge--\r\n`;
    const answer = await send({
      packageName: "api_names",
      token,
      body: text,
      headers: { "content-type": "multipart/form-data; boundary=edge" },
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const odd = "API_ÜNAMES\r\nSet-Cookie: a=b";
    const refused = await expectRefused({ packageName: odd, token, zip: zipOf("api_names", "2.0.0") }, 403);
    expect(refused.headers.get("set-cookie")).toBeNull();
  });

  it("two files for one version at the same moment: one wins, the other is told to look", async () => {
    const { token } = await plugin("api_raced");
    const upload = (value: number) => send({ packageName: "api_raced", token, zip: zipOf("api_raced", "2.0.0", `A = ${value}\n`) });
    const answers = await Promise.all([upload(1), upload(2)]);
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409]);
  });
});

describe("limits", () => {
  it("of uploads hold per token, and say when to come back", async () => {
    const { owner, token, pluginId } = await plugin("api_limited");
    const env = { UPLOADS_PER_HOUR: 2 };
    const upload = { packageName: "api_limited", token, zip: zipOf("api_limited", "2.0.0"), env };
    expect((await send(upload)).headers.get("ratelimit")).toMatch(/^"uploads";r=1;t=\d+$/);
    expect((await send(upload)).headers.get("ratelimit")).toMatch(/^"uploads";r=0;t=\d+$/);
    const refused = await expectRefused(upload, 429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_000);
    expect(refused.headers.get("ratelimit")).toMatch(/^"uploads";r=0;t=\d+$/);
    expect((await send({ ...upload, token: await tokenFor(repository, owner, pluginId) })).status).toBe(201);
  });

  it("of wrong tokens hold per address, and never keep a right one out", async () => {
    const { token } = await plugin("api_guessed");
    const env = { FAILED_TOKENS_PER_QUARTER_HOUR: 2 };
    const upload = { packageName: "api_guessed", env, zip: zipOf("api_guessed", "2.0.0") };
    const from = (address: string) => ({ headers: { "x-forwarded-for": `1.2.3.4, ${address}` } });
    for (const status of [403, 403, 429, 429]) await expectRefused({ ...upload, token: "wrong", ...from("192.0.2.1") }, status);
    await expectRefused({ ...upload, token: "wrong", ...from("192.0.2.2") }, 403);
    expect((await sendUpload(repository, { ...upload, token, headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(201);
  });
});

describe("the verdict, when a client waits for it", () => {
  it("passed: 201; blocked: 422 with what was found; and the version stays unpublished", async () => {
    await repository.work();
    const { token } = await plugin("api_waits");
    const wait = { packageName: "api_waits", token, query: "?wait=20" };
    const clean = await send({ ...wait, zip: zipOf("api_waits", "2.0.0") });
    expect(clean).toMatchObject({
      status: 201,
      body: { success: true, validation_status: "validated", verdict: "passed", approved: false },
    });

    const blocked = await send({ ...wait, zip: zipOf("api_waits", "2.1.0", SHELL + BARE_EXCEPT) });
    expect(blocked.status).toBe(422);
    expect(blocked.reason).toMatch(/^Blocked: bandit\/B602 at api_waits\/extra\.py:5, 1 critical in all$/);
    expect(blocked.body).toMatchObject({ success: false, verdict: "blocked", validation_status: "blocked", version: "2.1.0" });
    expect(blocked.body.findings[0]).toMatchObject({
      rule: "bandit/B602",
      severity: "critical",
      path: "api_waits/extra.py",
      line: 5,
      docs: "http://127.0.0.1:3000/docs/security-scanning/rules/bandit/B602",
    });
    expect(blocked.body.errors.security_scan[0]).toContain("bandit/B602 api_waits/extra.py:5");
    const rows = await repository.db.select().from(versions).where(eq(versions.id, blocked.body.version_id));
    expect(rows).toMatchObject([{ status: "blocked" }]);
  });

  it("a trusted author's clean version is public when the answer comes, if they asked for it", async () => {
    await repository.work();
    const owner = await repository.person({ isTrusted: true });
    const token = await tokenFor(repository, owner);
    const upload = { packageName: "api_trusted", token, query: "?wait=20" };
    const waits = await send({ ...upload, zip: zipOf("api_trusted", "1.0.0") });
    expect(waits.body).toMatchObject({ approved: false, approval_message: expect.stringContaining("auto_approve_after_scan") });
    const published = await send({ ...upload, zip: zipOf("api_trusted", "1.1.0"), fields: [["auto_approve_after_scan", "on"]] });
    expect(published.body).toMatchObject({ approved: true, verdict: "passed", message: expect.stringContaining("public") });
  });
});

describe("rules that a client asks to skip", () => {
  it("are acknowledged without a reason where they only warn, and still block where they are critical", async () => {
    await repository.work();
    const { token } = await plugin("api_skips");
    const upload = { packageName: "api_skips", token, query: "?wait=20" };
    const advisory = await send({ ...upload, zip: zipOf("api_skips", "2.0.0", BARE_EXCEPT) });
    expect(advisory.body.verdict).toBe("advisory");
    const rule = "E722";
    const skipped = await send({ ...upload, zip: zipOf("api_skips", "2.1.0", BARE_EXCEPT), fields: [["skip_security_rules", rule]] });
    expect(skipped).toMatchObject({ status: 201, body: { verdict: "passed", validation_status: "validated_with_config" } });
    // The same finding of the version before is acknowledged with it.
    expect((await repository.version(advisory.body.version_id)).effectiveVerdict).toBe("passed");
    const critical = await send({
      ...upload,
      zip: zipOf("api_skips", "2.2.0", SHELL),
      fields: [["skip_security_rules", "B602, bandit/B404"]],
    });
    expect(critical).toMatchObject({ status: 422, body: { verdict: "blocked" } });
  });
});

describe("text that PostgreSQL cannot hold", () => {
  it("in a form is refused by the name of its field", async () => {
    const { token } = await plugin("api_nul");
    const upload = { packageName: "api_nul", token, zip: zipOf("api_nul", "2.0.0") };
    const changelog = await expectRefused({ ...upload, fields: [["changelog", "first\u0000second"]] }, 400, "what the sweep removes");
    expect(changelog.body.error).toContain("changelog");
  });

  it("in the name of an entry is shown and remembered", async () => {
    const { token } = await plugin("api_nul_entry");
    const zip = rawZip([{ name: "api_nul_entry/a\u0000b.py", content: "VALUE = 1\n" }]);
    const upload = { packageName: "api_nul_entry", token, zip, headers: { "idempotency-key": "nul" } };
    await expectRefused(upload, 400, "what the sweep removes");
    expect((await send(upload)).headers.get("idempotency-replayed")).toBe("true");
  });

  it("never comes from cutting a long name: the refusal is remembered like any other", async () => {
    const { token } = await plugin("api_cut");
    // Whatever the length, one of them is cut in the middle of a character of two halves.
    for (const pad of ["", "x"]) {
      const email = `${pad}${"\u{1f9ed}".repeat(90)}`;
      const zip = pluginZip(CLEAN, { packageName: "api_cut", name: "Cut", version: "2.0.0", metadata: { email } });
      const upload = { packageName: "api_cut", token, zip, headers: { "idempotency-key": `cut ${pad}` } };
      const answer = await expectRefused(upload, 400, "what the sweep removes");
      expect(answer.body.errors.package.join().isWellFormed()).toBe(true);
      expect((await send(upload)).headers.get("idempotency-replayed")).toBe("true");
    }
  });
});

describe("an Idempotency-Key", () => {
  const key = (value: string) => ({ "idempotency-key": value });

  it("brings the same answer again, and refuses another upload under it", async () => {
    const { token } = await plugin("api_once");
    const upload = { packageName: "api_once", token, zip: zipOf("api_once", "2.0.0"), headers: key('"one"') };
    const first = await send(upload);
    const rows = await repository.db.$count(versions);
    const again = await send({ ...upload, headers: key("one") });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await repository.db.$count(versions)).toBe(rows);
    expect((await send({ ...upload, zip: zipOf("api_once", "2.1.0") })).status).toBe(422);
    expect(await repository.db.$count(versions)).toBe(rows);
    expect((await send({ ...upload, headers: key("") })).status).toBe(400);
    expect((await send({ ...upload, headers: key("x".repeat(256)) })).status).toBe(400);
  });

  it("is one token's own, and remembers refusals of the file too", async () => {
    const one = await plugin("api_key_one");
    const two = await plugin("api_key_two");
    const text = new TextEncoder().encode("no zip at all");
    const bad = await send({ packageName: "api_key_one", token: one.token, zip: text, headers: key("shared") });
    expect(bad.status).toBe(400);
    const again = await send({ packageName: "api_key_one", token: one.token, zip: text, headers: key("shared") });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const other = await send({ packageName: "api_key_two", token: two.token, zip: zipOf("api_key_two", "2.0"), headers: key("shared") });
    expect(other.status).toBe(201);
  });

  it("of two at the same moment does the work once", async () => {
    const { token } = await plugin("api_at_once");
    const upload = () => send({ packageName: "api_at_once", token, zip: zipOf("api_at_once", "2.0.0"), headers: key("twice") });
    const statuses = (await Promise.all([upload(), upload()])).map((one) => one.status).sort();
    expect(statuses[0]).toBe(201);
    expect([201, 409]).toContain(statuses[1]);
    expect((await upload()).status).toBe(201);
  });
});

it("a plugin that was deleted takes no uploads, and says so to its editors", async () => {
  const { token, pluginId } = await plugin("api_deleted");
  await repository.db.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.id, pluginId));
  const answer = await send({ packageName: "api_deleted", token, zip: zipOf("api_deleted", "2.0.0") });
  expect(answer).toMatchObject({ status: 400, body: { errors: { package: [expect.stringContaining("deleted")] } } });
});
