/** Whatever is sent: a clear message, nothing stored, no 5xx (the fixtures watch for those). */
import { readdir } from "node:fs/promises";
import { connect as openSocket } from "node:net";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { stagedUploads, versions } from "@/db/schema";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { hostileZips } from "../builders/zip";
import { fileField, freshPlugin, uploadButton, uploadThroughForm, zipPayload } from "../helpers/e2e-plugin";
import { SESSION_COOKIE } from "../helpers/e2e-session";
import type { Person, Site } from "../helpers/e2e-site";
import { expect, test } from "../helpers/e2e-test";
import { waitFor } from "../helpers/wait-for";

const uploadsBy = ({ db }: Site, { userId }: Person) => db.select().from(versions).where(eq(versions.uploadedBy, userId));
const stagedBy = ({ db }: Site, { userId }: Person) => db.select().from(stagedUploads).where(eq(stagedUploads.userId, userId));

/** Sends a file on the page that is open, and expects the problem with this code among those that are listed. */
async function expectProblem(page: Page, zip: Uint8Array, code: string, words?: string | RegExp): Promise<void> {
  await uploadThroughForm(page, zip);
  const item = page.getByRole("listitem").filter({ has: page.locator(`a[href$='#package-${code}']`) });
  await expect(item.first(), code).toBeVisible();
  if (words) await expect(item.filter({ hasText: words }).first(), code).toBeVisible();
  await expect(page.getByText("Nothing was stored.", { exact: false })).toBeVisible();
}

test("what is no usable package is refused with all its problems, each with its place", async ({ open, site }) => {
  const person = await site.person();
  const page = await open(person);
  await page.goto(urls.addPlugin());
  await expectProblem(page, Buffer.from("this is a text, whatever its name says"), "not-a-zip");
  await expectProblem(page, hostileZips.parentPath(), "unsafe-entry-name", "../../evil.py");
  await expectProblem(page, hostileZips.symlink(), "symlink-entry", "sample_plugin/link");
  await expectProblem(page, hostileZips.truncated(), "zip-truncated");
  await expectProblem(page, pluginZip(CLEAN, { files: { "metadata.txt": null } }), "missing-file", "metadata.txt");

  const broken = "[general]\nname=Broken\nthis line says nothing\n";
  await expectProblem(page, pluginZip(CLEAN, { ...freshPlugin("broken"), files: { "metadata.txt": broken } }), "metadata-syntax", "line 3");

  const many = pluginZip(CLEAN, {
    ...freshPlugin("many"),
    files: { LICENSE: null, "old.pyc": "x" },
    metadata: { about: null, tracker: "http://bugs" },
  });
  await expectProblem(page, many, "missing-license");
  for (const code of ["leftover-files", "metadata-missing-key", "metadata-link"])
    await expect(page.locator(`a[href$='#package-${code}']`).first(), code).toBeVisible();

  expect(await uploadsBy(site, person)).toEqual([]);
});

test("a ZIP bomb is refused while it is read, not after", async ({ open, site }) => {
  const person = await site.person();
  const page = await open(person);
  await expectProblem(page, hostileZips.bomb(), "package-too-large");
  expect(await uploadsBy(site, person)).toEqual([]);
});

test("an empty file and one byte too many are refused before anything is sent; the server measures again", async ({ open, site }) => {
  const person = await site.person();
  const page = await open(person);
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await page.goto(urls.addPlugin());
  await fileField(page).setInputFiles(zipPayload(new Uint8Array()));
  await expect(page.getByText("This file is empty.")).toBeVisible();
  const tooLarge = zipPayload(new Uint8Array(25_000_001));
  await fileField(page).setInputFiles(tooLarge);
  await uploadButton(page).click();
  await expect(page.getByText("This file has 25,000,001 bytes.")).toBeVisible();
  await fileField(page).setInputFiles({ ...zipPayload(pluginZip(CLEAN)), name: "plugin.tar.gz" });
  await expect(page.getByText("its name ends with .zip", { exact: false })).toBeVisible();
  expect(sent).toEqual([]);

  const headers = { origin: site.env.publicUrl };
  // What is larger than anything that the site takes is refused by the front server, before an address looks at it.
  for (const [buffer, words] of [
    [tooLarge.buffer, "25,000,000 bytes"],
    [Buffer.alloc(40_000_000), "36,000,000"],
  ] as const) {
    const answer = await page.request.post(urls.addPluginFile(), { multipart: { package: { ...tooLarge, buffer } }, headers });
    expect(answer.status()).toBe(413);
    expect(await answer.text()).toContain(words);
  }
  expect((await page.request.post(urls.addPluginFile(), { data: "no form", headers })).status()).toBe(400);
  expect(await stagedBy(site, person)).toEqual([]);
});

test("25,000,000 bytes are not too many", async ({ open, site }) => {
  const { request } = await open(await site.person());
  const largest = zipPayload(new Uint8Array(25_000_000));
  const answer = await request.post(urls.addPluginFile(), { multipart: { package: largest }, headers: { origin: site.env.publicUrl } });
  expect(answer.status()).toBe(200);
});

test("somebody else's plugin, a taken name and a published number are refused with the reason", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("taken");
  await site.published(owner, pluginZip(CLEAN, plugin));

  const stranger = await site.person();
  const page = await open(stranger);
  await uploadThroughForm(page, pluginZip(CLEAN, { ...plugin, version: "9.0.0" }));
  await expect(
    page.getByText(`The package name “${plugin.packageName}” belongs to somebody else's plugin.`, { exact: false }),
  ).toBeVisible();
  await expectProblem(page, pluginZip(CLEAN, { ...freshPlugin("same_name"), name: plugin.name }), "name-taken");
  expect(await uploadsBy(site, stranger)).toEqual([]);

  const ownersPage = await open(owner);
  await uploadThroughForm(ownersPage, pluginZip("VALUE = 2\n", plugin));
  await expect(ownersPage.getByRole("alert").filter({ hasText: "1.0.0" })).toBeVisible();
  const [version] = await site.versionsOf(plugin.packageName);
  expect(version?.status).toBe("approved");
});

test("a double click and the same form sent twice at once give one version and one receipt", async ({ open, site }) => {
  const person = await site.person();
  const page = await open(person);
  const clicked = freshPlugin("double_click");
  const goOn = await site.holdChecks();
  await page.goto(urls.addPlugin());
  await fileField(page).setInputFiles(zipPayload(pluginZip(CLEAN, clicked)));
  await uploadButton(page).dblclick();
  await expect(page).toHaveURL(new RegExp(urls.version(clicked.packageName, "1.0.0")));

  const twice = freshPlugin("sent_twice");
  const plain = await open(person, { javaScriptEnabled: false });
  await plain.goto(urls.addPlugin());
  const fields = await plain
    .locator("main form")
    .evaluate((form) => [...new FormData(form as HTMLFormElement)].filter(([, value]) => typeof value === "string") as [string, string][]);
  const send = () =>
    plain.request.post(urls.addPlugin(), {
      multipart: { ...Object.fromEntries(fields), package: zipPayload(pluginZip(CLEAN, twice)) },
      headers: { origin: site.env.publicUrl },
      maxRedirects: 0,
    });
  expect((await Promise.all([send(), send()])).map((answer) => answer.status())).toEqual([303, 303]);
  await goOn();

  for (const { packageName, name } of [clicked, twice]) {
    const made = await site.versionsOf(packageName);
    expect(made).toHaveLength(1);
    await site.settled(made[0]?.id ?? 0);
    await site.readEmail(person, `Plugin Validation Results: ${name} v1.0.0`);
    const mails = (await site.mailsTo(person)).filter(({ subject }) => subject.includes(name)).map(({ subject }) => subject.split(":")[0]);
    expect(mails.sort()).toEqual(["Plugin Upload Confirmation", "Plugin Validation Results"]);
  }
});

test("an upload whose connection is lost in the middle leaves nothing behind", async ({ open, site }) => {
  const person = await site.person();
  const token = await site.signIn(person);
  const unfinished = () => readdir(join(site.env.dataDir, "storage", "tmp")).catch(() => []);
  const { hostname, port, origin } = new URL(site.env.publicUrl);
  const before = await unfinished();
  const socket = openSocket(Number(port), hostname);
  socket.write(
    [
      `POST ${urls.addPluginFile()} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Origin: ${origin}`,
      `Cookie: ${SESSION_COOKIE}=${token}`,
      "Content-Type: multipart/form-data; boundary=edge",
      "Content-Length: 5000000",
      "",
      '--edge\r\nContent-Disposition: form-data; name="package"; filename="plugin.zip"\r\nContent-Type: application/zip\r\n\r\n',
    ].join("\r\n"),
  );
  socket.write(Buffer.alloc(1_000_000));
  await waitFor("the file to be written", async () => (await unfinished()).length > before.length);
  socket.destroy();
  await waitFor("the half file to go", async () => (await unfinished()).length <= before.length);
  expect(await stagedBy(site, person)).toEqual([]);

  // The page says so, and the same file can be sent once more.
  const page = await open(person);
  await page.route(`**${urls.addPluginFile()}`, (route) => route.abort("connectionreset"), { times: 1 });
  const plugin = freshPlugin("once_more");
  await uploadThroughForm(page, pluginZip(CLEAN, plugin));
  await expect(page.getByText("The connection was lost, and nothing was stored.", { exact: false })).toBeVisible();
  await uploadButton(page).click();
  await expect(page).toHaveURL(new RegExp(urls.version(plugin.packageName, "1.0.0")));
});
