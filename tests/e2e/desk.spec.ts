import type { APIRequestContext } from "@playwright/test";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL_INTENDED } from "../builders/findings";
import { expectNoSeriousProblem } from "../helpers/accessible";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("a new suppression is refused, the corrected file returned with points, the next one approved", async ({ open, site }) => {
  test.setTimeout(120_000);
  const owner = await site.person();
  const plugin = freshPlugin("journey");
  const { id } = await site.checked(owner, pluginZip(SHELL_INTENDED, plugin));
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.reviewVersion(id));
  const hidden = page.locator("section").filter({ has: page.getByRole("heading", { name: /^Critical, hidden by the author/ }) });
  // It is listed once, above: no filter and no head counts it again.
  const all = page.getByRole("region", { name: "All checks" });
  await expect(all.locator("#check-bandit").getByRole("link", { name: "1 stands above, to be judged" })).toBeVisible();
  await expect(all.getByRole("link", { name: /^Suppressed/ })).toHaveCount(0);
  await page.goto(`${urls.reviewVersion(id)}?severity=critical`);
  await expect(page.getByText("No finding matches")).toBeVisible();
  await page.getByRole("link", { name: "1 stands above, to be judged" }).click();
  await expect(hidden.getByRole("article")).toBeInViewport();
  await hidden.getByText("Refuse this suppression…").click();
  await hidden.getByLabel("Reason").fill("The command comes from a project file.");
  await hidden.getByRole("button", { name: "Refuse the suppression" }).click();
  await expect(page.locator("main header").getByText("Blocked")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Approve and publish/ })).toHaveCount(0);
  // Nothing waits: it is the author's turn.
  await expect(page.getByText("You can return or reject it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Claim" })).toHaveCount(0);
  await expect(page.locator('a[href="#decision"]')).toHaveCount(1);
  await expect(page.getByText(/no approver has seen yet/)).toHaveCount(0);
  await site.readEmail(owner, `Suppression Refused: ${plugin.name} v1.0.0`);

  await site.checked(owner, pluginZip(CLEAN, plugin));
  await page.reload();
  await page.getByText("Return to the author…", { exact: true }).click();
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Return 1.0.0" }) });
  await form.getByLabel("What to do").fill("- Say what the menu entry does");
  await form.getByRole("button", { name: "Changelog" }).click();
  await expect(form.getByLabel("What to do")).toHaveValue(/menu entry does\nAdd a changelog/);
  await form.getByRole("button", { name: "See the mail" }).click();
  const mail = form.frameLocator("iframe");
  await expect(mail.getByRole("heading", { name: `${plugin.name} 1.0.0 was returned to you` })).toBeVisible();
  await expect(mail.getByText("1. Say what the menu entry does")).toBeVisible();
  await form.getByRole("button", { name: "Close" }).click();
  expect((await site.settled(id)).status).toBe("validated");
  await form.getByRole("button", { name: "Return 1.0.0" }).click();
  await expect(page).toHaveURL(urls.review());
  const sent = await site.readEmail(owner, `Plugin Returned: ${plugin.name} v1.0.0`);
  expect(sent.text).toContain("1. Say what the menu entry does");
  await page.goto(urls.reviewVersion(id));
  await expect(page.getByText("An approver asks for changes")).toBeVisible();

  const own = await open(owner);
  await own.goto(urls.version(plugin.packageName, "1.0.0"));
  await own.getByRole("checkbox", { name: "Say what the menu entry does" }).check();
  await own.getByRole("button", { name: "Save the ticks" }).click();
  await expect(own.getByText("Saved. The approver sees it with the corrected file.")).toBeVisible();
  await site.checked(owner, pluginZip(`${CLEAN}MORE = 2\n`, { ...plugin, metadata: { changelog: "1.0.0 first" } }));

  await page.goto(urls.reviewVersion(id));
  await expect(page.getByText("The author says: done")).toHaveCount(1);
  await page.getByRole("checkbox", { name: "Say what the menu entry does" }).check();
  await page.getByRole("button", { name: "Save the ticks" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.getByRole("checkbox", { name: "Does it say what changed?" }).check();
  await page.getByRole("button", { name: "Approve and publish 1.0.0" }).click();
  await expect(page).toHaveURL(urls.review());
  expect((await site.settled(id)).status).toBe("approved");
  await page.goto(urls.reviewVersion(id));
  await expect(page.getByText("1 of 10 of the checklist ticked")).toBeVisible();
});

test("what changed is read in the page, and nobody decides about a plugin of their own", async ({ open, site }) => {
  const owner = await site.person({ role: "approver" });
  const plugin = freshPlugin("diff");
  await site.published(owner, pluginZip("VALUE = 1\n", { ...plugin, files: { "packed.min.js": "var a;\n" } }));
  const files = { "packed.min.js": "var b;\n" };
  const next = await site.checked(owner, pluginZip("VALUE = 1\nNAME = 'a\u202eb'\n", { ...plugin, version: "1.1.0", files }));
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.reviewVersion(next.id));
  const changes = page.locator("#changes");
  await expect(changes.getByRole("heading", { name: "Changed since 1.0.0" })).toBeVisible();
  await expect(changes.getByText("U+202E", { exact: true })).toBeVisible();
  await expect(changes.getByRole("link", { name: /An invisible character/ })).toBeVisible();
  await expect(changes.getByText("var b;")).toHaveCount(0);
  await changes.getByRole("link", { name: /^Show.*packed\.min\.js/ }).click();
  await expect(changes.getByText("var b;")).toBeVisible();
  await changes.getByRole("link", { name: "Side by side" }).click();
  await expect(page).toHaveURL(/view=split&file=/);
  await expect(changes.getByRole("columnheader", { name: "Before" }).first()).toBeAttached();
  await expect(changes.getByText("var b;")).toBeVisible();
  await expectNoSeriousProblem(page);
  // Two columns do not fit a phone: the old line stands above the new one.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(changes.getByRole("link", { name: "Old line above new line" })).toBeVisible();
  await changes.getByText("var b;").scrollIntoViewIfNeeded();
  for (const line of ["var a;", "var b;"]) await expect(changes.getByText(line)).toBeInViewport({ ratio: 1 });
  const oldLine = changes.locator("tr", { hasText: "var a;" });
  await expect(oldLine.getByText("1", { exact: true }).filter({ visible: true })).toHaveCount(1);
  await expectNoSeriousProblem(page);

  const own = await open(owner);
  await own.goto(urls.reviewVersion(next.id));
  await expect(own.getByText("You edit this plugin, so somebody else decides about it.")).toBeVisible();
  await expect(own.getByRole("button", { name: /^(Approve|Return|Reject|Quarantine|Save)/ })).toHaveCount(0);
  await expect(own.getByRole("checkbox")).toHaveCount(0);
});

const feedOf = async (request: APIRequestContext, packageName: string) =>
  (await request.get(urls.feed({ qgis: "3.34", package_name: packageName }))).text();

test("a quarantine counts with the next request: feed, download, badge and JSON say so, the version before is offered again", async ({
  open,
  site,
}) => {
  const owner = await site.person();
  const plugin = freshPlugin("hidden");
  const { packageName } = plugin;
  await site.published(owner, pluginZip(CLEAN, plugin));
  const bad = await site.published(owner, pluginZip("VALUE = 2\n", { ...plugin, version: "1.1.0" }));
  const { request } = await open(null);
  const latest = async () => (await request.get(urls.latest(packageName), { maxRedirects: 0 })).headers().location;
  expect(await feedOf(request, packageName)).toContain('version="1.1.0"');
  expect(await latest()).toContain("1.1.0");
  expect((await request.get(urls.download(packageName, "1.1.0"))).status()).toBe(200);

  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.plugin(packageName));
  await page.getByRole("link", { name: "Review page" }).click();
  await expect(page).toHaveURL(urls.reviewVersion(bad.id));
  await page.getByText("Quarantine…", { exact: true }).click();
  await expect(page.getByText("1.0.0 will be offered again.")).toBeVisible();
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Quarantine 1.1.0" }) });
  await form.getByLabel("Reason").fill("A private reason.");
  await form.getByRole("button", { name: "Quarantine 1.1.0" }).click();
  await expect(page.locator("main header").getByText("Quarantined")).toBeVisible();
  // Said although the form has gone with what it was for.
  await expect(page.getByRole("status").filter({ hasText: "The public can no longer download it." })).toBeVisible();

  const feed = await feedOf(request, packageName);
  expect(feed).toContain('version="1.0.0"');
  expect(feed).not.toContain('version="1.1.0"');
  expect(await latest()).toContain("1.0.0");
  expect((await request.get(urls.badge(packageName))).status()).toBe(200);
  const said = { package_name: packageName, version: "1.1.0", status: "quarantined", since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) };
  for (const path of [urls.download(packageName, "1.1.0"), urls.versionJson(packageName, "1.1.0")]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(await answer.json(), path).toMatchObject(said);
    expect(await answer.text()).not.toContain("private");
  }
  expect(await (await request.get(urls.pluginJson(packageName))).json()).toMatchObject({ hidden_versions: [said] });
  await site.readEmail(owner, `Plugin Quarantined: ${plugin.name} v1.1.0`);
  const own = await open(owner);
  await own.goto(urls.version(packageName, "1.1.0"));
  await expect(own.getByText("1 download in all.")).toBeVisible();
});
