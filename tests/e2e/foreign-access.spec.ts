/** Every private address, asked by everybody whom it does not concern: as if it did not exist, and without the draft's name. */
import type { APIRequestContext, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { openSession } from "@/db/commands/sign-in";
import { suspendUser } from "@/db/commands/suspend-user";
import { stagedUploads, versionEvents } from "@/db/schema";
import { signDraftDownload } from "@/lib/signed-link";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL } from "../builders/findings";
import { freshPlugin, zipPayload } from "../helpers/e2e-plugin";
import { sessionHashOf } from "../helpers/e2e-session";
import type { Person, Site } from "../helpers/e2e-site";
import { expect, type OpenPage, test } from "../helpers/e2e-test";

interface Draft {
  owner: Person;
  packageName: string;
  name: string;
  versionId: number;
  scanId: string;
  artifactSha256: string;
}

async function makeDraft(site: Site, extra = SHELL): Promise<Draft> {
  const owner = await site.person();
  const plugin = freshPlugin("hidden");
  const { id: versionId, artifactSha256, currentScanId } = await site.checked(owner, pluginZip(extra, plugin));
  return { owner, ...plugin, versionId, artifactSha256, scanId: currentScanId ?? "" };
}

/** What a visitor gets, and what somebody gets who is signed in and has nothing to do with the plugin. */
const addressesOf = ({ packageName, versionId, scanId }: Draft): { path: string; visitor: number; stranger: number }[] => [
  { path: urls.plugin(packageName), visitor: 404, stranger: 404 },
  { path: urls.version(packageName, "1.0.0"), visitor: 404, stranger: 404 },
  { path: `${urls.version(packageName, "1.0.0")}/`, visitor: 404, stranger: 404 },
  { path: urls.latest(packageName), visitor: 404, stranger: 404 },
  { path: urls.pluginJson(packageName), visitor: 404, stranger: 404 },
  { path: urls.versionJson(packageName, "1.0.0"), visitor: 404, stranger: 404 },
  { path: urls.download(packageName, "1.0.0"), visitor: 404, stranger: 404 },
  { path: urls.download(packageName, "1.0.0", "1.2.3"), visitor: 404, stranger: 404 },
  { path: urls.icon(packageName), visitor: 404, stranger: 404 },
  { path: urls.badge(packageName), visitor: 404, stranger: 404 },
  { path: urls.scanProgress(versionId), visitor: 404, stranger: 404 },
  { path: urls.pluginDecisions(packageName), visitor: 401, stranger: 404 },
  { path: urls.apiPlugin(packageName), visitor: 404, stranger: 404 },
  { path: urls.apiVersions(packageName), visitor: 404, stranger: 404 },
  { path: urls.apiVersion(packageName, "1.0.0"), visitor: 404, stranger: 404 },
  { path: urls.apiScan(scanId), visitor: 404, stranger: 404 },
  { path: urls.apiFindings(scanId), visitor: 401, stranger: 404 },
  { path: urls.apiSarif(scanId), visitor: 401, stranger: 404 },
  { path: urls.apiPlugins({ q: packageName }), visitor: 200, stranger: 200 },
  { path: urls.feed({ package_name: packageName }), visitor: 200, stranger: 200 },
  { path: urls.plugins({ q: packageName }), visitor: 200, stranger: 200 },
  { path: urls.addPlugin({ plugin: packageName }), visitor: 307, stranger: 404 },
  { path: urls.managePlugin(packageName), visitor: 307, stranger: 404 },
  { path: urls.myPlugins(), visitor: 307, stranger: 200 },
  { path: urls.review(), visitor: 307, stranger: 404 },
  { path: urls.reviewVersion(versionId), visitor: 307, stranger: 404 },
  { path: urls.reviewFile(versionId), visitor: 401, stranger: 404 },
  { path: urls.adminEmails(), visitor: 307, stranger: 404 },
];

async function expectNothing(request: APIRequestContext, draft: Draft, whom: "visitor" | "stranger"): Promise<void> {
  for (const address of addressesOf(draft)) {
    const answer = await request.get(address.path, { maxRedirects: 0 });
    expect(answer.status(), `${whom} at ${address.path}`).toBe(address[whom]);
    if (address[whom] === 307) expect(answer.headers().location, address.path).toContain(urls.signIn());
    expect(await answer.text(), `${whom} at ${address.path}`).not.toContain(draft.name);
  }
}

test("a draft does not exist for visitors, strangers and owners of other plugins", async ({ open, site }) => {
  const draft = await makeDraft(site);
  await expectNothing((await open(null)).request, draft, "visitor");
  await expectNothing((await open(await site.person())).request, draft, "stranger");
  const otherOwner = await site.person({ isTrusted: true });
  await site.checked(otherOwner, pluginZip(CLEAN, freshPlugin("of_another")));
  await expectNothing((await open(otherOwner)).request, draft, "stranger");

  const page = await open(otherOwner);
  await page.goto(urls.version(draft.packageName, "1.0.0"));
  await expect(page).toHaveTitle(/Not found/);
  await page.goto(urls.reviewVersion(draft.versionId));
  await expect(page).toHaveTitle(/Not found/);
  // The same addresses do exist for those whom they concern.
  for (const person of [draft.owner, await site.person({ role: "approver" })])
    for (const path of [
      urls.version(draft.packageName, "1.0.0"),
      urls.versionJson(draft.packageName, "1.0.0"),
      urls.scanProgress(draft.versionId),
      urls.apiVersion(draft.packageName, "1.0.0"),
      urls.apiFindings(draft.scanId),
    ])
      expect((await (await open(person)).request.get(path)).status(), path).toBe(200);
});

test("a public version shows visitors no findings, no code and no draft beside it", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("public_with_draft");
  await site.published(owner, pluginZip("def read():\n    try:\n        return 1\n    except:\n        return 2\n", plugin));
  const renamed = { ...plugin, name: `${plugin.name} renamed` };
  const draft = await site.checked(owner, pluginZip(CLEAN, { ...renamed, version: "2.0.0" }));
  for (const person of [null, await site.person()]) {
    const { request } = await open(person);
    const shown = [urls.plugin(plugin.packageName), urls.version(plugin.packageName, "1.0.0"), urls.pluginJson(plugin.packageName)];
    for (const path of [...shown, urls.versionJson(plugin.packageName, "1.0.0"), urls.feed(), urls.plugins({ q: plugin.name })]) {
      const answer = await request.get(path);
      expect(answer.status(), path).toBe(200);
      const text = await answer.text();
      expect(text, path).not.toContain("extra.py");
      expect(text, path).not.toContain(renamed.name);
      expect(text, path).not.toContain(`${plugin.packageName}/version/2.0.0`);
    }
    for (const path of [urls.version(plugin.packageName, "2.0.0"), urls.download(plugin.packageName, "2.0.0"), urls.scanProgress(draft.id)])
      expect((await request.get(path)).status(), path).toBe(404);
  }
});

/** The fields that a browser without JavaScript would send, one set per form on the page. */
async function formsOf(page: Page, path: string): Promise<Record<string, string>[]> {
  await page.goto(path);
  return page
    .locator("main form[method=POST], main form[action='']")
    .evaluateAll((forms) =>
      forms.map((form) => Object.fromEntries([...new FormData(form as HTMLFormElement)].map(([key, value]) => [key, String(value)]))),
    );
}

async function replay(open: OpenPage, person: Person | null, site: Site, path: string, fields: Record<string, string>): Promise<number> {
  const { request } = await open(person);
  const multipart = { ...fields, ...("reason" in fields ? { reason: "Because." } : {}) };
  return (await request.post(path, { multipart, headers: { origin: site.env.publicUrl } })).status();
}

test("forms that others were given do nothing in a stranger's hands", async ({ open, site }) => {
  const blocked = await makeDraft(site);
  const ready = await makeDraft(site, CLEAN);
  const approver = await site.person({ role: "approver" });
  const pages: { of: Person; path: string; draft: Draft; least: number }[] = [
    { of: blocked.owner, path: urls.version(blocked.packageName, "1.0.0"), draft: blocked, least: 3 },
    { of: ready.owner, path: urls.version(ready.packageName, "1.0.0"), draft: ready, least: 2 },
    { of: approver, path: urls.reviewVersion(ready.versionId), draft: ready, least: 4 },
  ];
  const eventsOf = (draft: Draft) => site.db.select().from(versionEvents).where(eq(versionEvents.versionId, draft.versionId));
  const strangers = [null, await site.person(), await site.person({ isTrusted: true })];
  for (const { of, path, draft, least } of pages) {
    const forms = await formsOf(await open(of, { javaScriptEnabled: false }), path);
    expect(forms.length, path).toBeGreaterThanOrEqual(least);
    const before = await eventsOf(draft);
    for (const person of strangers) for (const fields of forms) expect(await replay(open, person, site, path, fields)).toBeLessThan(500);
    expect(await eventsOf(draft), path).toEqual(before);
  }
  // The same form in the right hands works: what was replayed is what a browser sends.
  const forms = await formsOf(await open(approver, { javaScriptEnabled: false }), urls.reviewVersion(ready.versionId));
  const approval = forms.find((fields) => "scanId" in fields) ?? {};
  await replay(open, approver, site, urls.reviewVersion(ready.versionId), approval);
  expect((await site.settled(ready.versionId)).status).toBe("approved");
});

test("a staged file belongs to the sign-in that sent it", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("staged");
  const { request } = await open(owner);
  const sent = await request.post(urls.addPluginFile(), {
    multipart: { package: zipPayload(pluginZip(CLEAN, plugin)) },
    headers: { origin: site.env.publicUrl },
  });
  const { stagedId } = (await sent.json()) as { stagedId: string };
  const [form] = await formsOf(await open(owner, { javaScriptEnabled: false }), urls.addPlugin());
  const { package: _file, ...fields } = form ?? {};
  // Another sign-in of the same person counts as somebody else's: the id alone must not be enough.
  for (const person of [null, await site.person(), owner]) {
    expect(await replay(open, person, site, urls.addPlugin(), { ...fields, stagedId })).toBeLessThan(500);
    expect(await site.versionsOf(plugin.packageName)).toEqual([]);
  }
  await request.post(urls.addPlugin(), { multipart: { ...fields, stagedId }, headers: { origin: site.env.publicUrl } });
  expect(await site.versionsOf(plugin.packageName)).toHaveLength(1);
});

test("files are taken only from our own pages", async ({ open, site }) => {
  const person = await site.person();
  const { request } = await open(person);
  const multipart = { package: zipPayload(pluginZip(CLEAN, freshPlugin("cross_site"))) };
  const foreign: Record<string, string>[] = [{ origin: "https://example.com" }, { "sec-fetch-site": "cross-site" }, {}];
  for (const headers of foreign) expect((await request.post(urls.addPluginFile(), { multipart, headers })).status()).toBe(403);
  const visitor = (await open(null)).request;
  expect((await visitor.post(urls.addPluginFile(), { multipart, headers: { origin: site.env.publicUrl } })).status()).toBe(401);
  expect(await site.db.select().from(stagedUploads).where(eq(stagedUploads.userId, person.userId))).toEqual([]);
});

test("when somebody is suspended, everything ends at once", async ({ open, site }) => {
  const draft = await makeDraft(site);
  const page = await open(draft.owner);
  const { request } = page;
  const token = signDraftDownload(site.env.AUTH_SECRET, { ...draft, userId: draft.owner.userId });
  const signed = urls.download(draft.packageName, "1.0.0", token);
  // The link itself is the permission, for five minutes: also where nobody is signed in, as in a download manager.
  const elsewhere = (await open(null)).request;
  for (const client of [request, elsewhere]) expect((await client.get(signed)).status()).toBe(200);
  await page.goto(urls.version(draft.packageName, "1.0.0"));

  const suspended = await suspendUser(site.db, {
    person: await site.demoPerson("admin"),
    userId: draft.owner.userId,
    reason: "For the test.",
  });
  expect(suspended.ok).toBe(true);

  await expectNothing(request, draft, "visitor");
  for (const client of [request, elsewhere]) expect((await client.get(signed)).status()).toBe(404);
  const sent = await request.post(urls.addPluginFile(), {
    multipart: { package: zipPayload(pluginZip(CLEAN, draft)) },
    headers: { origin: site.env.publicUrl },
  });
  expect(sent.status()).toBe(401);
  await page.getByRole("button", { name: "Scan again" }).click();
  await expect(
    page.getByText("You are not signed in, or your sign-in has ended.").or(page.getByText("There is nothing at this address")).first(),
  ).toBeVisible();
  expect((await site.settled(draft.versionId)).status).toBe("blocked");
  const session = { userId: draft.owner.userId, tokenHash: sessionHashOf("again"), expiresAt: new Date(Date.now() + 60_000) };
  expect(await openSession(site.db, session)).toBe(false);
});
