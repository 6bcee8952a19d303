import { urls } from "@/lib/urls";
import { awsSecret, awsSecretValue, BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "../builders/findings";
import { freshPlugin, uploadButton, uploadThroughForm } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("an owner signs in, uploads, watches the checks without a reload, and reads both mails", async ({ open, site }) => {
  const plugin = freshPlugin("first_upload");
  const page = await open(null);
  await page.goto(urls.addPlugin());
  await page.getByRole("button", { name: "Sign in as Owner", exact: true }).click();
  await expect(page).toHaveURL(urls.addPlugin());

  const goOn = await site.holdChecks();
  // The bytes leave only when the bar has been seen.
  await page.route(`**${urls.addPluginFile()}`, async (route) => {
    await expect(page.getByRole("progressbar", { name: "Sent" })).toBeVisible();
    await route.continue();
  });
  await uploadThroughForm(page, pluginZip(CLEAN, plugin));
  await page.waitForURL(`**${urls.securityTab(plugin.packageName, "1.0.0")}`);
  const title = page.locator("main header");
  await expect(title.getByText("Validating", { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "The checks are running" })).toBeVisible();
  await page.evaluate(() => document.body.setAttribute("data-same-page", "yes"));
  await goOn();
  await expect(title.getByText("Ready for approval")).toBeVisible();
  await expect(title.getByText("Checks passed", { exact: true })).toBeVisible();
  await expect(page.locator("body[data-same-page]")).toBeAttached();

  const about = `${plugin.name} v1.0.0`;
  await site.readEmail(await site.demoPerson("owner"), `Plugin Validation Results: ${about}`);
  await page.goto(urls.outbox());
  await page.getByRole("link", { name: `Plugin Upload Confirmation: ${about}` }).click();
  const receipt = page.frameLocator("iframe[title='The mail as sent']");
  await expect(receipt.getByText("Validating", { exact: true })).toBeVisible();
  await expect(receipt.getByText("Not available yet")).toBeVisible();
  await expect(receipt.getByText("When all checks have ended we send you a second mail", { exact: false })).toBeVisible();
  await expect(receipt.getByRole("link", { name: "Follow the progress" })).toHaveAttribute("href", /#security-tab$/);
  await page.goto(urls.outbox());
  await page.getByRole("link", { name: `Plugin Validation Results: ${about}`, exact: true }).click();
  const results = page.frameLocator("iframe[title='The mail as sent']");
  await expect(results.getByRole("heading", { name: "all checks passed" })).toBeVisible();
  await expect(results.getByText("Status: Ready for approval")).toBeVisible();
  await expect(results.getByRole("link", { name: "See the detailed results" })).toHaveAttribute("href", /#security-tab$/);
});

test("a blocked upload says what to fix and where, gives no secret away, and is corrected under the same number", async ({
  open,
  site,
}) => {
  const plugin = freshPlugin("leaky");
  const owner = await site.person();
  const page = await open(owner);
  await uploadThroughForm(page, pluginZip(SHELL, { ...plugin, files: { "settings.py": awsSecret() } }));
  const title = page.locator("main header");
  await expect(title.getByText("Blocked", { exact: true })).toBeVisible();

  // What blocks stands open already.
  const block = page.locator("#rule-bandit-B602");
  await expect(block.getByText("extra.py:5")).toBeVisible();
  await expect(block.getByText("shell=True").first()).toBeVisible();
  await expect(block.getByRole("heading", { name: "How to fix it" })).toBeVisible();
  await expect(page.locator("#rule-secrets-AWSKeyDetector").getByText("settings.py:1")).toBeVisible();

  const about = `${plugin.name} v1.0.0`;
  const mail = await site.readEmail(owner, `Plugin Validation Results: ${about}`);
  expect(mail.text).toContain("extra.py, line 5");
  expect(mail.text).toContain("settings.py, line 1");
  expect(mail.text).toMatch(/Blocked: not available/i);
  const [version] = await site.versionsOf(plugin.packageName);
  const told = [
    await page.content(),
    ...(await site.mailsTo(owner)).flatMap(({ html, text }) => [html, text]),
    await (await page.request.get(urls.versionJson(plugin.packageName, "1.0.0"))).text(),
    await (await page.request.get(urls.scanProgress(version?.id ?? 0))).text(),
  ];
  for (const text of told) expect(text).not.toContain(awsSecretValue());

  await page.goto(urls.myPlugins());
  const row = page.locator("main").filter({ hasText: plugin.name });
  await expect(row.getByText("2 findings block 1.0.0")).toBeVisible();
  await row.getByText("What must be fixed in 1.0.0 (2)").click();
  await expect(row.getByText("extra.py:5")).toBeVisible();
  expect(await page.content()).not.toContain(awsSecretValue());

  await row.getByRole("link", { name: "Upload a corrected file" }).click();
  await expect(page.getByText("A corrected file for version 1.0.0")).toBeVisible();
  await uploadThroughForm(page, pluginZip(CLEAN, { ...plugin, metadata: { about: null } }));
  await expect(page.getByText("Nothing was stored.", { exact: false })).toBeVisible();
  // The same file cannot be chosen twice; to send one for the first time there is no button.
  await expect(page.getByRole("button", { name: "Send it again" })).toBeVisible();
  await expect(uploadButton(page)).toHaveCount(0);
  await uploadThroughForm(page, pluginZip(CLEAN, plugin));
  await expect(title.getByText("Ready for approval")).toBeVisible();
  await page.goto(urls.myPlugins());
  await expect(page.getByText("1.0.0 passed the checks and waits for an approver.")).toBeVisible();
  expect(await site.versionsOf(plugin.packageName)).toHaveLength(1);
});

test("a version can be deleted, withdrawn and published again by its owner", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("kept_in_hand");
  const { packageName } = await site.published(owner, pluginZip(CLEAN, plugin));
  await site.checked(owner, pluginZip(CLEAN, { ...plugin, version: "1.1.0" }));
  const page = await open(owner);

  await page.goto(urls.version(packageName, "1.1.0"));
  await page.getByText("Delete draft…").click();
  await page.getByRole("button", { name: "Delete 1.1.0" }).click();
  await expect(page).toHaveURL(urls.myPlugins());
  expect((await site.versionsOf(packageName)).map(({ version }) => version)).toEqual(["1.0.0"]);

  const visitor = await open(null);
  const download = urls.download(packageName, "1.0.0");
  await page.goto(urls.version(packageName, "1.0.0"));
  await page.getByText("Withdraw…").click();
  await page.getByRole("button", { name: "Withdraw 1.0.0" }).click();
  await expect(page.locator("main header").getByText("Withdrawn", { exact: true })).toBeVisible();
  expect((await visitor.request.get(download)).status()).toBe(404);
  await page.getByRole("button", { name: "Publish again" }).click();
  await expect(page.locator("main header").getByText("Published", { exact: true })).toBeVisible();
  expect((await visitor.request.get(download)).status()).toBe(200);
});

test("an owner keeps a warning with a reason, reads it where it stands now, and lets it count again", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("considered");
  await site.checked(owner, pluginZip(BARE_EXCEPT, plugin));
  const page = await open(owner);
  await page.goto(urls.version(plugin.packageName, "1.0.0"));
  await expect(page.getByText("Passed: nothing critical, 1 to consider")).toBeVisible();
  await page.locator("summary").filter({ hasText: "flake8/E722" }).click();

  const block = page.locator("#rule-flake8-E722");
  await block.getByText("Keep it, with a reason…").click();
  await block.getByLabel("Why it stays").selectOption("intended");
  await block.getByLabel("Reason").fill("Any error means the same here.");
  await block.getByRole("button", { name: "Keep it", exact: true }).click();
  await expect(page.getByText("Passed: nothing needs attention")).toBeVisible();
  await expect(block.getByText("“Any error means the same here.”")).toBeVisible();

  await block.getByRole("button", { name: "Let it count again" }).click();
  await expect(page.getByText("Passed: nothing critical, 1 to consider")).toBeVisible();
  await expect(block.getByText("Keep it, with a reason…")).toBeVisible();
});
