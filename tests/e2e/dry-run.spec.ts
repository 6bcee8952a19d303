/** Having a package checked without uploading it, on the page and by a token. */
import type { Page } from "@playwright/test";
import { urls } from "@/lib/urls";
import { pluginZip, SHELL } from "../builders/findings";
import { expectAccessible } from "../helpers/accessible";
import { fileField, freshPlugin, uploadButton, zipPayload } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const CHOICE = "Only check, do not publish";
const checkButton = (page: Page) => page.getByRole("button", { name: "Check", exact: true });

test("a package is only checked: the report comes without a reload, and nothing else does", async ({ open, site }) => {
  const owner = await site.person({ isTrusted: true });
  const page = await open(owner);
  const plugin = freshPlugin("only_checked");
  await page.goto(urls.addPlugin());
  await page.getByLabel(CHOICE).check();
  await fileField(page).setInputFiles(zipPayload(pluginZip(SHELL, plugin)));
  await checkButton(page).click();
  await page.waitForURL("**/plugins/dry-run/*");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Dry run of ${plugin.name} 1.0.0`);
  await expect(page.getByText("Blocked: 1 to fix", { exact: false })).toBeVisible();
  await expect(page.locator("#rule-bandit-B602").getByText("extra.py:5")).toBeVisible();
  expect(await site.versionsOf(plugin.packageName)).toEqual([]);
  expect(await site.mailsTo(owner)).toEqual([]);

  const address = page.url();
  for (const other of [await site.person(), await site.person({ role: "approver" }), await site.demoPerson("admin")])
    expect((await (await open(other)).request.get(address)).status()).toBe(404);
  expect((await (await open(null)).request.get(address, { maxRedirects: 0 })).status()).toBe(307);

  await expectAccessible(page);

  // It is found again among one's plugins, with what it came to.
  await page.goto(urls.myPlugins());
  const listed = page.locator("#dry-runs").getByRole("listitem");
  await expect(listed).toHaveCount(1);
  await expect(listed).toContainText("1 finding to fix");
  await listed.getByRole("link", { name: `${plugin.name} 1.0.0` }).click();
  await page.waitForURL(address);
});

test("without JavaScript too, and a broken package is told all at once", async ({ open, site }) => {
  const page = await open(await site.person(), { javaScriptEnabled: false });
  const plugin = freshPlugin("plain_check");
  await page.goto(urls.addPlugin());
  await page.getByLabel(CHOICE).check();
  await fileField(page).setInputFiles(zipPayload(pluginZip(SHELL, { ...plugin, metadata: { about: null, email: null } })));
  await uploadButton(page).click();
  await expect(page.getByText("Nothing was stored.", { exact: false })).toBeVisible();
  await expect(page.getByLabel(CHOICE)).toBeChecked();
  await fileField(page).setInputFiles(zipPayload(pluginZip(SHELL, plugin)));
  await checkButton(page).click();
  await expect(page.getByText("Blocked: 1 to fix", { exact: false })).toBeVisible();
});
