/** Tokens from their page to an upload over real HTTP: what reaches a program's log, and what bad input gets on the wire. */
import { connect as openSocket } from "node:net";
import { eq } from "drizzle-orm";
import { apiTokens, versions } from "@/db/schema";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL } from "../builders/findings";
import { PYTHON_HEADERS, pythonUpload } from "../builders/xml-rpc";
import { freshPlugin, zipPayload } from "../helpers/e2e-plugin";
import type { Person, Site } from "../helpers/e2e-site";
import { expect, type OpenPage, test } from "../helpers/e2e-test";

/** Makes a token on the page, as its owner does. */
async function makeToken(open: OpenPage, person: Person, options: { javaScriptEnabled?: boolean; scope?: string } = {}): Promise<string> {
  const page = await open(person, { javaScriptEnabled: options.javaScriptEnabled ?? true });
  await page.goto(urls.tokens());
  await page.getByLabel("Name").fill("release workflow");
  if (options.scope) await page.getByLabel("May upload to").selectOption({ label: options.scope });
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = await page.getByLabel("Token", { exact: true }).inputValue();
  expect(page.url()).not.toContain(token);
  expect(JSON.stringify(await page.context().cookies())).not.toContain(token);
  return token;
}

/** Sends a request as it stands; the answer's status line and the rest, as soon as the server has said something whole. */
async function raw(site: Site, head: string[], body: string | Uint8Array = ""): Promise<{ statusLine: string; text: string }> {
  const { hostname, port } = new URL(site.env.publicUrl);
  const socket = openSocket(Number(port), hostname);
  socket.write([...head.slice(0, 1), `Host: ${hostname}:${port}`, ...head.slice(1), "", ""].join("\r\n"));
  socket.write(body);
  let text = "";
  for await (const chunk of socket) {
    text += String(chunk);
    if (/\r\n\r\n[\s\S]*\r\n0\r\n/.test(text)) break;
  }
  socket.destroy();
  return { statusLine: text.split("\r\n")[0] ?? "", text };
}

for (const javaScriptEnabled of [true, false]) {
  test(`a token is made, shown once, used and revoked ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ open, site }) => {
    const person = await site.person();
    const plugin = freshPlugin("by_token");
    await site.checked(person, pluginZip(CLEAN, plugin));
    const token = await makeToken(open, person, { javaScriptEnabled, scope: `${plugin.name} (${plugin.packageName})` });
    const page = await open(person, { javaScriptEnabled });
    await page.goto(urls.tokens());
    expect(await page.content()).not.toContain(token);
    await expect(page.getByRole("listitem").filter({ hasText: "release workflow" })).toContainText(`…${token.slice(-4)}`);

    const client = (await open(null)).request;
    const send = (version: string, zip = CLEAN) =>
      client.post(`${urls.uploadByToken(plugin.packageName)}?wait=20`, {
        headers: { authorization: `Bearer ${token}` },
        multipart: { package: zipPayload(pluginZip(zip, { ...plugin, version })) },
      });
    const passed = await send("1.1.0");
    expect(passed.status()).toBe(201);
    expect(await passed.json()).toMatchObject({ success: true, validation_status: "validated", verdict: "passed" });
    const blocked = await send("1.2.0", SHELL);
    expect([blocked.status(), blocked.statusText()]).toEqual([422, expect.stringMatching(/^Blocked: bandit\/B602 at /)]);
    const scan = await client.get(((await blocked.json()) as { scan_api_url: string }).scan_api_url, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(scan.status()).toBe(200);

    await page.goto(urls.tokens());
    // One press too many ends nothing: what opens says what would stop.
    await page.getByText("Revoke release workflow…").click();
    await expect(page.getByText("It cannot be undone.")).toBeVisible();
    await page.getByRole("button", { name: "Revoke release workflow", exact: true }).click();
    await expect(page.getByText("No token works at the moment")).toBeVisible();
    const dead = await send("1.3.0");
    expect([dead.status(), dead.statusText()]).toEqual([403, expect.stringContaining("revoked")]);
    expect(await site.versionsOf(plugin.packageName)).toHaveLength(3);
    const [row] = await site.db.select().from(apiTokens).where(eq(apiTokens.userId, person.userId));
    expect(row?.lastUsedAt).not.toBeNull();
  });
}

test("an upload by XML-RPC as Python sends it, and the vote of QGIS Desktop", async ({ open, site }) => {
  const person = await site.person();
  const token = await makeToken(open, person, { scope: "All my plugins, and new ones" });
  const plugin = freshPlugin("by_rpc");
  const client = (await open(null)).request;
  const call = (data: string, password: string) =>
    client.post(urls.xmlRpc(), { data, headers: { ...PYTHON_HEADERS, authorization: `Basic ${btoa(`${person.email}:${password}`)}` } });
  const refused = await call(pythonUpload(pluginZip(CLEAN, plugin)), "wrong");
  expect([refused.status(), refused.statusText()]).toEqual([401, expect.stringContaining("API token")]);
  expect(refused.headers()["www-authenticate"]).toMatch(/^Basic/);
  const accepted = await call(pythonUpload(pluginZip(CLEAN, plugin)), token);
  const [version] = await site.versionsOf(plugin.packageName);
  expect(await accepted.text()).toContain(`<int>${version?.pluginId}</int></value><value><int>${version?.id}</int>`);
  const vote = await client.post("/plugins/RPC2", { data: { id: "djangorpc", method: "plugin.vote", params: ["1", "5"] } });
  expect(vote.status()).toBe(200);
});

test("on the wire: the cause stands in the status line, before a body is read, however broken the request is", async ({ open, site }) => {
  const token = await makeToken(open, await site.person(), { scope: "All my plugins, and new ones" });
  const { packageName } = freshPlugin("on_the_wire");
  const rows = await site.db.$count(versions);
  const post = `POST ${urls.uploadByToken(packageName)} HTTP/1.1`;
  const form = "Content-Type: multipart/form-data; boundary=edge";
  const authorization = `Authorization: Bearer ${token}`;

  // Twenty megabytes are announced and never sent: the answer does not wait for them.
  expect((await raw(site, [post, form, "Content-Length: 20000000"])).statusLine).toMatch(/^HTTP\/1\.1 403 Send an API token/);
  const refusedRpc = await raw(site, [`POST ${urls.xmlRpc()} HTTP/1.1`, "Authorization: Basic YTpi", "Content-Length: 30000000"]);
  expect(refusedRpc.statusLine).toMatch(/^HTTP\/1\.1 401 Wrong credentials/);
  const noCredentials = await raw(
    site,
    [`POST ${urls.xmlRpc()} HTTP/1.1`, "Content-Type: text/xml", "Content-Length: 30000000"],
    "<methodCall><methodName>plugin.upload</methodName><params>",
  );
  expect(noCredentials.statusLine).toMatch(/^HTTP\/1\.1 401 /);

  for (const [length, cause] of [
    ["27000000", / 413 The file is larger/],
    ["99000000", / 413 The request is 99,000,000 bytes/],
  ] as const)
    expect((await raw(site, [post, authorization, form, `Content-Length: ${length}`], "--edge")).statusLine).toMatch(cause);
  expect((await raw(site, [post, authorization, form, "Content-Length: 12"], "--edge\r\nnoth")).statusLine).toMatch(/ 400 The form cannot/);
  const noBoundary = "Content-Type: multipart/form-data";
  expect((await raw(site, [post, authorization, noBoundary, "Content-Length: 2"], "--")).statusLine).toMatch(
    / 400 Send the file as a form/,
  );
  for (const alias of [`${urls.plugin(packageName)}/version/add/`, `${urls.plugin(packageName)}/version/add/api/`]) {
    expect((await raw(site, [`POST ${alias} HTTP/1.1`, "Content-Length: 0"])).statusLine).toMatch(/^HTTP\/1\.1 403 Send an API token/);
    expect((await raw(site, [`GET ${alias} HTTP/1.1`])).text).toMatch(/^HTTP\/1\.1 405 [\s\S]*application\/json[\s\S]*"success": false/);
  }
  const malformed = await raw(site, [`POST ${urls.xmlRpc()} HTTP/1.1`, "Content-Type: text/xml", "Content-Length: 5"], "<a><b");
  expect(malformed.text).toMatch(/^HTTP\/1\.1 200 [\s\S]*<fault>/);
  expect(await site.db.$count(versions)).toBe(rows);
});

test("a body without an end is cut off, with its answer", async ({ open, site }) => {
  const token = await makeToken(open, await site.person(), { scope: "All my plugins, and new ones" });
  const { hostname, port } = new URL(site.env.publicUrl);
  const socket = openSocket(Number(port), hostname);
  let text = "";
  socket.on("data", (chunk) => {
    text += String(chunk);
  });
  const ended = new Promise<void>((resolve) => {
    socket.on("close", () => resolve());
    socket.on("error", () => resolve());
  });
  const head = [
    `POST ${urls.uploadByToken(freshPlugin("endless").packageName)} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${token}`,
    "Content-Type: multipart/form-data; boundary=edge",
    "Transfer-Encoding: chunked",
  ];
  const part = '--edge\r\nContent-Disposition: form-data; name="package"; filename="a.zip"\r\n\r\n';
  socket.write(`${head.join("\r\n")}\r\n\r\n${part.length.toString(16)}\r\n${part}\r\n`);
  const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(0x10_0000, 65), Buffer.from("\r\n")]);
  let sent = 0;
  const pump = (): void => {
    if (socket.destroyed || sent > 500) return;
    sent += 1;
    socket.write(chunk, pump);
  };
  pump();
  await ended;
  expect(sent, "megabytes until the connection was cut").toBeLessThan(200);
  expect(text).toMatch(/^HTTP\/1\.1 413 The file is larger/);
});
