import { createHash } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "../builders/findings";
import { freshPlugin, uploadThroughForm } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const feedEntry = async (request: APIRequestContext, packageName: string, qgis = "3.34"): Promise<string | undefined> => {
  const xml = await (await request.get(urls.feed({ qgis }))).text();
  return xml.split("<pyqgis_plugin ").find((entry) => entry.includes(`<file_name>${packageName}.`));
};

test("an approver returns a version with a reason, and never without one; its owner gets it by mail", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("to_return");
  const approver = await site.person({ role: "approver" });
  const version = await site.checked(owner, pluginZip(CLEAN, plugin));
  await site.readEmail(approver, `Plugin Validation Results: ${plugin.name} v1.0.0 (ready for review)`);
  const page = await open(approver);
  await page.goto(urls.review());
  await page
    .getByRole("region", { name: "Ready" })
    .getByRole("link", { name: `${plugin.name} 1.0.0` })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: `${plugin.name} 1.0.0` })).toBeVisible();

  for (const [opener, button, problem] of [
    ["Reject…", "Reject 1.0.0", "Write a reason: the author reads it."],
    ["Return to the author…", "Return 1.0.0", "Write at least one thing to do, or a reason."],
  ] as const) {
    await page.getByText(opener, { exact: true }).click();
    const form = page.locator("form").filter({ has: page.getByRole("button", { name: button }) });
    const reason = form.getByLabel("Reason");
    // Only spaces pass the browser's own check; the server refuses them too.
    await reason.fill("   ");
    await form.getByRole("button", { name: button }).click();
    await expect(form.getByText(problem)).toBeVisible();
  }
  expect((await site.settled(version.id)).status).toBe("validated");

  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Return 1.0.0" }) });
  await form.getByLabel("Reason").fill("Please add a sentence about the menu entry.");
  await form.getByRole("button", { name: "Return 1.0.0" }).click();
  await expect(page).toHaveURL(urls.review());
  await expect(page.getByRole("article").getByRole("link", { name: `${plugin.name} 1.0.0` })).toHaveCount(0);
  const decisions = page.getByRole("region", { name: "Your last decisions" });
  await expect(decisions.getByRole("listitem")).toHaveText(`${plugin.name} 1.0.0 was returned.`);
  await expect(decisions.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await decisions.getByRole("button", { name: "Clear finished" }).click();
  await expect(decisions.getByRole("listitem")).toHaveCount(0);
  const mail = await site.readEmail(owner, `Plugin Returned: ${plugin.name} v1.0.0`);
  expect(mail.text).toContain("Please add a sentence about the menu entry.");
  const ownersPage = await open(owner);
  await ownersPage.goto(urls.version(plugin.packageName, "1.0.0"));
  await expect(ownersPage.getByText("An approver asks for changes", { exact: true })).toBeVisible();
  await expect(ownersPage.getByText("Please add a sentence about the menu entry.").first()).toBeVisible();
});

test("approving makes a version public everywhere at once, and nothing of it is public before", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("to_approve");
  const zip = pluginZip(CLEAN, plugin);
  const version = await site.checked(owner, zip);
  const visitor = await open(null);
  const { request } = visitor;
  const { packageName } = plugin;
  const download = urls.download(packageName, "1.0.0");
  for (const path of [
    urls.plugin(packageName),
    urls.version(packageName, "1.0.0"),
    download,
    urls.latest(packageName),
    urls.badge(packageName),
  ])
    expect((await request.get(path)).status(), path).toBe(404);
  expect(await feedEntry(request, packageName)).toBeUndefined();

  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.reviewVersion(version.id));
  await page.getByRole("button", { name: "Approve and publish 1.0.0" }).click();
  await expect(page).toHaveURL(urls.review());
  await site.readEmail(owner, `Plugin Approved: ${plugin.name} v1.0.0`);

  await visitor.goto(urls.plugins({ q: plugin.name }));
  await visitor.getByRole("link", { name: plugin.name }).click();
  await expect(visitor.getByRole("heading", { level: 1, name: plugin.name })).toBeVisible();
  await expect(visitor.locator("main header").getByText("Checks passed", { exact: true })).toBeVisible();
  await visitor.goto(urls.securityTab(packageName, "1.0.0"));
  await expect(visitor.getByText("Bandit security analysis").first()).toBeVisible();
  const badge = await request.get(urls.badge(packageName));
  expect(badge.status()).toBe(200);
  expect(badge.headers()["content-type"]).toContain("image/svg+xml");
  expect(await badge.text()).toContain("security scan: Checks passed.");

  const answer = await request.get(download);
  expect(answer.status()).toBe(200);
  expect(Buffer.compare(await answer.body(), Buffer.from(zip))).toBe(0);
  expect(answer.headers()["content-disposition"]).toContain(`${packageName}.1.0.0.zip`);

  const entry = await feedEntry(request, packageName);
  expect(entry).toContain(`name="${plugin.name}" version="1.0.0" plugin_id="`);
  expect(entry).toContain(`<download_url>${site.env.publicUrl}${download}</download_url>`);
  expect(entry).toContain("<qgis_minimum_version>3.22</qgis_minimum_version>");
  expect(entry).toContain("<security_status>passed</security_status>");
  expect(entry).toContain(`<sha256>${createHash("sha256").update(zip).digest("hex")}</sha256>`);
  expect(await feedEntry(request, packageName, "3.16")).toBeUndefined();
});

test("an approval of a file that was replaced meanwhile is refused", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("replaced");
  const version = await site.checked(owner, pluginZip(CLEAN, plugin));
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.reviewVersion(version.id));
  await site.checked(owner, pluginZip("VALUE = 2\n", plugin));
  await page.getByRole("button", { name: "Approve and publish 1.0.0" }).click();
  await expect(page.getByText("This version changed while you looked at it.")).toBeVisible();
  expect((await site.settled(version.id)).status).toBe("validated");
});

test("an approver decides about the findings of a blocked version when its owner asks; not about a plugin of their own", async ({
  open,
  site,
}) => {
  const owner = await site.person({ role: "approver" });
  const plugin = freshPlugin("asks");
  const version = await site.checked(owner, pluginZip(SHELL, plugin));
  const ownersPage = await open(owner);
  await ownersPage.goto(urls.version(plugin.packageName, "1.0.0"));
  const block = ownersPage.locator("#rule-bandit-B602");
  await block.getByText("Ask for acceptance…").click();
  await block.getByLabel("Why it stays").selectOption("intended");
  await block.getByLabel("Reason").fill("The command is a constant of this plugin.");
  await block.getByRole("button", { name: "Ask an approver" }).click();
  await expect(block.getByText("an approver was asked on")).toBeVisible();
  await ownersPage.goto(urls.reviewVersion(version.id));
  await expect(ownersPage.getByText("You edit this plugin, so somebody else decides about it.")).toBeVisible();
  await expect(ownersPage.getByText("Accept this finding…")).toHaveCount(0);

  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.review());
  await page.getByRole("link", { name: "Needs a decision" }).click();
  await page
    .getByRole("region", { name: "Needs a decision" })
    .getByRole("link", { name: `${plugin.name} 1.0.0` })
    .click();
  await page.getByText("Accept this finding…").click();
  await page.getByLabel("Why it may stay").fill("Only a constant reaches the shell.");
  await page.getByRole("button", { name: "Accept the finding" }).click();
  await expect(page.locator("main header").getByText("Ready for approval")).toBeVisible();
  await expect(page.locator("main header").getByText("1 kept with reason")).toBeVisible();
});

test("a trusted owner's clean version is published at once; with the box it waits, with advice its badge has the i", async ({
  open,
  site,
}) => {
  const owner = await site.person({ isTrusted: true });
  const page = await open(owner);
  const title = page.locator("main header");

  await uploadThroughForm(page, pluginZip(CLEAN, freshPlugin("trusted")));
  await expect(title.getByText("Published", { exact: true })).toBeVisible();

  await page.goto(urls.addPlugin());
  await page.getByLabel("Wait for a look by an approver").check();
  await uploadThroughForm(page, pluginZip(CLEAN, freshPlugin("trusted_waits")));
  await expect(title.getByText("Ready for approval")).toBeVisible();

  const advice = freshPlugin("trusted_advice");
  await page.goto(urls.addPlugin());
  await uploadThroughForm(page, pluginZip(BARE_EXCEPT, advice));
  await expect(title.getByText("Published", { exact: true })).toBeVisible();
  await expect(title.getByText("Checks passed, with advice")).toBeVisible();
  const badge = await (await page.request.get(urls.badge(advice.packageName))).text();
  expect(badge).toContain("Checks passed, with advice");
  // The i stands left of the badge: its circle comes first, and everything else begins behind it.
  expect(badge).toMatch(/<circle cx="10"[\s\S]*<rect x="24"/);

  await page.goto(urls.addPlugin());
  await uploadThroughForm(page, pluginZip(SHELL_INTENDED, freshPlugin("trusted_hides")));
  await expect(title.getByText("Ready for approval")).toBeVisible();
});
