/** The address that qgis-plugin-ci, plugin_upload.py and QGIS Desktop have always known. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { answerRpc } from "@/app/plugins/RPC2/answer-rpc";
import { approveVersion } from "@/db/commands/review-version";
import { plugins, users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { PYTHON_HEADERS, pythonCall, pythonUpload } from "../builders/xml-rpc";
import { openRepository, type TestRepository } from "../helpers/repository";
import { tokenFor } from "../helpers/token-client";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository.close());

interface Options {
  headers?: Record<string, string>;
  user?: string;
  password?: string;
  env?: Partial<TestRepository["env"]>;
}

async function post(body: BodyInit, { headers = {}, user, password, env }: Options = {}) {
  const request = new Request(`http://127.0.0.1${urls.xmlRpc()}`, {
    method: "POST",
    body,
    headers: { ...PYTHON_HEADERS, ...(user === undefined ? {} : { authorization: `Basic ${btoa(`${user}:${password}`)}` }), ...headers },
    duplex: "half",
  } as RequestInit);
  const { db, storage } = repository;
  const context = { db, storage, env: { ...repository.env, ...env }, requestId: "test-request" };
  const response = await answerRpc({ ...context, validateEntry: join(inject("testPrograms"), "validate-thread.mjs") }, request);
  const text = await response.text();
  const fault = /<name>faultCode<\/name><value><int>(-?\d+)<\/int>[\s\S]*<string>([\s\S]*)<\/string>/.exec(text);
  const numbers = [...text.matchAll(/<value><int>(\d+)<\/int><\/value>/g)].map((match) => Number(match[1]));
  return {
    status: response.status,
    reason: response.statusText,
    headers: response.headers,
    text,
    numbers,
    fault: fault && { code: Number(fault[1]), text: fault[2] },
  };
}

async function account(): Promise<{ person: SignedIn; user: string; password: string }> {
  const person = await repository.person();
  const [row] = await repository.db.select().from(users).where(eq(users.id, person.userId));
  return { person, user: row?.email ?? "", password: await tokenFor(repository, person) };
}

const storedFiles = async () =>
  (await readdir(join(repository.env.dataDir, "storage"), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

const zipOf = (packageName: string, version = "1.0.0", code = CLEAN) =>
  pluginZip(code, { packageName, name: `Plugin ${packageName}`, version });

const BEGINNING = "File upload must be a valid QGIS Python plugin compressed archive.";

describe("plugin.upload", () => {
  it("answers with the ids of plugin and version, for a new plugin, a new version and a replaced file", async () => {
    const { user, password, person } = await account();
    const first = await post(pythonUpload(zipOf("rpc_plugin")), { user, password });
    expect(first).toMatchObject({ status: 200, fault: null });
    const [pluginId, versionId] = first.numbers as [number, number];
    expect(await repository.version(versionId)).toMatchObject({
      pluginId,
      uploadedVia: "xmlrpc",
      uploadedBy: person.userId,
      asksToWait: true,
    });
    const second = await post(pythonUpload(zipOf("rpc_plugin", "1.1.0"), true), { user: user.toUpperCase(), password });
    expect(second.numbers[0]).toBe(pluginId);
    expect(await repository.version(second.numbers[1] ?? 0)).toMatchObject({ asksToWait: false, version: "1.1.0" });
    const replaced = await post(pythonUpload(zipOf("rpc_plugin", "1.0.0", "CHANGED = 1\n")), { user, password });
    expect(replaced.numbers).toEqual([pluginId, versionId]);
  });

  it("takes the account's name as well, and a token for one plugin", async () => {
    const { person } = await account();
    await repository.db.update(users).set({ name: "jane_doe" }).where(eq(users.id, person.userId));
    const { pluginId } = await repository.accepted(person, zipOf("rpc_scoped"));
    const password = await tokenFor(repository, person, pluginId);
    expect((await post(pythonUpload(zipOf("rpc_scoped", "2.0.0")), { user: "Jane_Doe", password })).numbers[0]).toBe(pluginId);
    const other = await post(pythonUpload(zipOf("rpc_not_mine")), { user: "jane_doe", password });
    expect(other.fault).toMatchObject({ code: 1, text: expect.stringContaining(BEGINNING) });
    expect(await repository.db.select().from(plugins).where(eq(plugins.packageName, "rpc_not_mine"))).toEqual([]);
  });

  it("tells all problems of a package as one fault", async () => {
    const { user, password } = await account();
    const broken = pluginZip(CLEAN, { packageName: "rpc_broken", files: { LICENSE: null }, metadata: { about: null, name: "A <b> & c" } });
    const { status, fault } = await post(pythonUpload(broken), { user, password });
    expect([status, fault?.code]).toEqual([200, 1]);
    expect(fault?.text?.startsWith(BEGINNING)).toBe(true);
    expect(fault?.text).toMatch(/LICENSE/);
    expect(fault?.text).toMatch(/about/);
  });

  it("somebody else's plugin, a published number, no ZIP and odd parameters are faults", async () => {
    const { user, password } = await account();
    const owner = await account();
    await repository.work();
    const { versionId } = await repository.accepted(owner.person, zipOf("rpc_published"));
    const foreign = await post(pythonUpload(zipOf("rpc_published", "2.0.0")), { user, password });
    expect(foreign.fault).toMatchObject({ code: 1, text: expect.stringContaining("somebody else") });
    const { currentScanId, artifactSha256 } = await repository.settled(versionId);
    const decision = { person: await repository.person({ role: "approver" }), versionId, scanId: currentScanId as string, artifactSha256 };
    expect((await approveVersion(repository.db, decision)).ok).toBe(true);
    const again = await post(pythonUpload(zipOf("rpc_published", "1.0.0", "OTHER = 1\n")), owner);
    expect(again.fault).toMatchObject({ code: 1, text: expect.stringContaining("already published") });
    for (const values of [
      [],
      ["<string>PK</string>"],
      ["<base64>UEsD</base64>", "<int>1</int>"],
      ["<base64>UEsD</base64>"],
      ["<base64></base64>"],
    ]) {
      const { fault } = await post(pythonCall("plugin.upload", values), { user, password });
      expect(fault?.code, values.join()).toBe(1);
      expect(fault?.text?.startsWith(BEGINNING)).toBe(true);
    }
    expect((await repository.version(versionId)).artifactSha256).toBe(artifactSha256);
  });

  it("one byte too many is a fault, a body over the cap 413, and nothing of either is kept", async () => {
    const { user, password } = await account();
    const before = await storedFiles();
    const large = await post(pythonUpload(new Uint8Array(25_000_001)), { user, password });
    expect(large.fault).toMatchObject({ code: 1, text: expect.stringContaining("25,000,000") });
    const said = await post("<methodCall>", { user, password, headers: { "content-length": "36000001" } });
    expect(said.status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode("<methodCall><methodName>plugin.upload</methodName><params><param><value><base64>")),
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000).fill(65));
      },
    });
    const answer = await post(endless, { user, password });
    expect([answer.status, answer.reason]).toEqual([413, expect.stringContaining("36,000,000")]);
    expect(sent).toBeLessThan(90_000_000);
    expect(await storedFiles()).toEqual(before);
  });
});

describe("credentials that do not work", () => {
  it("are 401 with a challenge before the body is read, and nothing is stored", async () => {
    const { user, password, person } = await account();
    const other = await account();
    const rows = await repository.db.$count(versions);
    const files = await storedFiles();
    const never = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    const wrong: Options[] = [
      { user, password: "wrong" },
      { user, password: other.password },
      { user: "", password },
      { user: "somebody@else.example", password },
      { headers: { authorization: `Basic ${btoa("no colon")}` } },
      { headers: { authorization: "Basic ***" } },
      { headers: { authorization: `Bearer ${password}` } },
    ];
    for (const options of wrong) {
      const answer = await post(never(), options);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Basic realm=/);
      expect(answer.reason).toMatch(/API token/);
    }
    await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, person.userId));
    expect((await post(never(), { user, password })).status).toBe(401);
    expect(await repository.db.$count(versions)).toBe(rows);
    expect(await storedFiles()).toEqual(files);
  });

  it("that are missing are asked for as soon as the method is known", async () => {
    const head = pythonUpload(new Uint8Array(0)).split("<base64>")[0] as string;
    const unfinished = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode(head)) });
    const answer = await post(unfinished);
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, expect.stringMatching(/^Basic/)]);
  });

  it("are 429 when they come too often, and so are uploads", async () => {
    const env = { FAILED_TOKENS_PER_QUARTER_HOUR: 1, UPLOADS_PER_HOUR: 1 };
    const headers = { "x-forwarded-for": "192.0.2.77" };
    const { user, password } = await account();
    expect((await post("x", { user, password: "wrong", env, headers })).status).toBe(401);
    expect((await post("x", { user, password: "wrong", env, headers })).status).toBe(429);
    expect((await post(pythonUpload(zipOf("rpc_limited")), { user, password, env, headers })).status).toBe(200);
    const limited = await post(pythonUpload(zipOf("rpc_limited", "1.1.0")), { user, password, env, headers });
    expect([limited.status, Number(limited.headers.get("retry-after")) > 0]).toEqual([429, true]);
  });
});

describe("other calls", () => {
  it("plugin.tags lists the tags of what is public, to everybody", async () => {
    const owner = await repository.person();
    await repository.work();
    const tagged = (packageName: string, tags: string) => pluginZip(CLEAN, { packageName, name: packageName, metadata: { tags } });
    const { versionId } = await repository.accepted(owner, tagged("rpc_tags_public", "Vector, raster & more"));
    await repository.accepted(owner, tagged("rpc_tags_draft", "secret plan"));
    const { currentScanId, artifactSha256 } = await repository.settled(versionId);
    const decision = { person: await repository.person({ role: "approver" }), versionId, scanId: currentScanId as string, artifactSha256 };
    await approveVersion(repository.db, decision);
    const { text } = await post(pythonCall("plugin.tags", []));
    expect([...text.matchAll(/<string>(.*?)<\/string>/g)].map((match) => match[1])).toEqual(["raster &amp; more", "vector"]);
  });

  it("unknown ones, and what is no call at all, are faults, never a failure of the server", async () => {
    expect((await post(pythonCall("system.listMethods", []))).text).toContain("<string>plugin.upload</string>");
    expect((await post(pythonCall("plugin.maintainers", []))).fault).toMatchObject({ code: -32601 });
    for (const body of ["", "hello", "<methodCall>", `<!DOCTYPE x [<!ENTITY a "b">]>${pythonCall("plugin.tags", [])}`, "\u0000\u0001"]) {
      const answer = await post(body);
      expect([answer.status, answer.fault !== null], body).toEqual([200, true]);
    }
  });

  it("a vote of QGIS Desktop is answered with 200, whatever it says", async () => {
    const headers = { "content-type": "application/json" };
    for (const params of [["12", "5"], ["999999", "0"], []]) {
      const answer = await post(JSON.stringify({ id: "djangorpc", method: "plugin.vote", params }), { headers });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { id: "djangorpc", result: [{}], error: null }]);
    }
    const other = await post(JSON.stringify({ id: 1, method: "plugin.upload", params: [] }), { headers });
    expect(JSON.parse(other.text)).toMatchObject({ id: 1, result: null, error: { code: -32601 } });
    expect(JSON.parse((await post("{", { headers })).text)).toMatchObject({ error: { code: -32600 } });
    expect((await post(JSON.stringify({ method: "x".repeat(20_000) }), { headers })).status).toBe(413);
  });
});
