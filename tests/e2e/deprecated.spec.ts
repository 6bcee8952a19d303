import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("a plugin is marked as deprecated on its manage page: its page and the feed say so at once, and until it is taken back", async ({
  open,
  site,
}) => {
  const owner = await site.person();
  const [old, next] = [freshPlugin("outdated"), freshPlugin("successor")];
  for (const plugin of [old, next]) await site.published(owner, pluginZip(CLEAN, plugin));
  const visitor = await open(null);
  const feed = async () => (await visitor.request.get(urls.feed({ qgis: "3.34", package_name: old.packageName }))).text();
  expect(await feed()).toContain("<deprecated>False</deprecated>");

  const page = await open(owner, { javaScriptEnabled: false });
  await page.goto(urls.managePlugin(old.packageName));
  const section = page.locator("#deprecated");
  await section.getByLabel("What people should know").fill("I have no time for it any more.");
  await section.getByLabel("Use instead").fill("nobody_has_this");
  await section.getByRole("button", { name: "Mark as deprecated" }).click();
  await expect(section.getByText("No public plugin has the package name “nobody_has_this”.")).toBeVisible();
  await section.getByLabel("Use instead").fill(next.packageName);
  await section.getByRole("button", { name: "Mark as deprecated" }).click();
  await expect(section.getByText("Saved. The plugin is marked as deprecated.")).toBeVisible();
  await expect(page.getByText(`${owner.name} marked the plugin as deprecated`)).toBeVisible();

  await visitor.goto(urls.plugin(old.packageName));
  await expect(visitor.getByText("I have no time for it any more.")).toBeVisible();
  await expect(visitor.getByText("tick “Show also Deprecated Plugins”")).toBeVisible();
  await visitor.goto(urls.latest(old.packageName));
  await expect(visitor).toHaveURL(urls.version(old.packageName, "1.0.0"));
  await expect(visitor.getByText("I have no time for it any more.")).toBeVisible();
  await visitor.getByRole("link", { name: next.name }).click();
  await expect(visitor.getByRole("heading", { level: 1, name: next.name })).toBeVisible();
  expect(await feed()).toContain("<deprecated>True</deprecated>");

  await page.goto(urls.managePlugin(old.packageName));
  await section.getByRole("button", { name: "No longer deprecated" }).click();
  await expect(page.getByText(`${owner.name} took the mark “deprecated” away`)).toBeVisible();
  expect(await feed()).toContain("<deprecated>False</deprecated>");
});

test("a public version is withdrawn and published again from the manage page", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("taken_back");
  await site.published(owner, pluginZip(CLEAN, plugin));
  const visitor = await open(null);
  const download = async () => (await visitor.request.get(urls.download(plugin.packageName, "1.0.0"))).status();
  const page = await open(owner);
  await page.goto(urls.managePlugin(plugin.packageName));
  await page.getByText("Withdraw 1.0.0…").click();
  await page.getByRole("button", { name: "Withdraw 1.0.0" }).click();
  await expect(page.locator("#versions").getByText("Withdrawn", { exact: true })).toBeVisible();
  expect(await download()).toBe(404);
  await page.goto(urls.plugin(plugin.packageName));
  await expect(page.getByText("Nothing of this plugin is public any more")).toBeVisible();
  await expect(page.getByText("1.0.0: Withdrawn.")).toBeVisible();
  await page.goto(urls.managePlugin(plugin.packageName));
  await page.getByRole("button", { name: "Publish 1.0.0 again" }).click();
  await expect(page.locator("#versions").getByText("Published", { exact: true })).toBeVisible();
  expect(await download()).toBe(200);
});
