import { eq } from "drizzle-orm";
import { plugins, versions } from "@/db/schema";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { freshPlugin, uploadThroughForm } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("a name is reserved, kept from others, filled by the first upload", async ({ open, site }) => {
  const plugin = freshPlugin("reserved");
  const owner = await site.person();
  const page = await open(owner);
  await page.goto(urls.myPlugins());
  await page.getByRole("link", { name: "Reserve a name" }).first().click();
  await page.getByLabel("Package name").fill("9 lives");
  await page.getByLabel("Name", { exact: true }).fill(plugin.name);
  await page.getByRole("button", { name: "Reserve" }).click();
  await expect(page.getByRole("main")).toContainText("“9 lives” is no package name: begin with a letter");
  await expect(page.getByLabel("Package name")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Package name")).toHaveValue("9 lives");
  await page.getByLabel("Package name").fill(plugin.packageName);
  await page.getByRole("button", { name: "Reserve" }).click();
  await expect(page.getByRole("heading", { name: `Manage ${plugin.name}` })).toBeVisible();

  const other = await open(await site.person());
  for (const path of [urls.managePlugin(plugin.packageName), urls.plugin(plugin.packageName), urls.pluginJson(plugin.packageName)])
    expect((await other.request.get(path)).status(), path).toBe(404);
  await other.goto(urls.addPlugin());
  await uploadThroughForm(other, pluginZip(CLEAN, plugin));
  await expect(other.getByText("belongs to somebody else's plugin", { exact: false })).toBeVisible();

  await page.goto(urls.myPlugins());
  await page.getByRole("link", { name: "Upload the first version" }).click();
  await expect(page.getByText(`The first version of ${plugin.name}`)).toBeVisible();
  await uploadThroughForm(page, pluginZip(CLEAN, plugin));
  await page.waitForURL(`**${urls.securityTab(plugin.packageName, "1.0.0")}`);
});

test("an owner invites; the invited sees it, accepts, uploads, may not manage, and loses everything when removed", async ({
  open,
  site,
}) => {
  const plugin = freshPlugin("shared");
  const owner = await site.person();
  const friend = await site.person();
  await site.published(owner, pluginZip(CLEAN, plugin));
  const manage = urls.managePlugin(plugin.packageName);
  const page = await open(owner);
  await page.goto(urls.plugin(plugin.packageName));
  await page.getByRole("link", { name: "Manage" }).click();
  await expect(page.getByText("The only owner cannot leave", { exact: true })).toBeVisible();
  await page.getByLabel("Mail address").fill(friend.email.toUpperCase());
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("Invited. Tell them to sign in", { exact: false })).toBeVisible();
  await expect(page.getByText(friend.email)).toBeVisible();

  const theirs = await open(friend);
  expect((await theirs.request.get(manage)).status()).toBe(404);
  await theirs.goto(urls.myPlugins());
  await expect(theirs.getByText(`${owner.name} invites you to maintain ${plugin.name}`, { exact: false })).toBeVisible();
  await theirs.getByRole("button", { name: "Accept" }).click();
  await theirs.waitForURL(`**${manage}`);
  await expect(theirs.getByText(`${friend.name} became a collaborator`)).toBeVisible();
  await expect(theirs.getByRole("heading", { name: "Invite somebody" })).toHaveCount(0);
  await expect(theirs.getByRole("heading", { name: "Delete the plugin" })).toHaveCount(0);
  await expect(theirs.getByText(owner.email)).toHaveCount(0);
  await uploadThroughForm(theirs, pluginZip(CLEAN, { ...plugin, version: "1.1.0" }));
  await theirs.waitForURL(`**${urls.securityTab(plugin.packageName, "1.1.0")}`);

  await page.goto(manage);
  await page.getByText("Remove…").click();
  await page.getByRole("button", { name: `Remove ${friend.name}` }).click();
  await expect(page.getByText(`${owner.name} removed ${friend.name}`)).toBeVisible();
  for (const path of [manage, urls.version(plugin.packageName, "1.1.0"), urls.addPlugin({ plugin: plugin.packageName })])
    expect((await theirs.request.get(path)).status(), path).toBe(404);
});

test("a plugin is deleted with its name typed, is gone for everybody, and is restored as it was, without JavaScript too", async ({
  open,
  site,
}) => {
  const plugin = freshPlugin("deleted");
  const owner = await site.person();
  const { id } = await site.published(owner, pluginZip(CLEAN, plugin));
  const manage = urls.managePlugin(plugin.packageName);
  const visitor = (await open(null)).request;
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(owner, { javaScriptEnabled });
    await page.goto(manage);
    const confirmation = page.getByLabel(`Type ${plugin.packageName} to confirm`);
    await confirmation.fill("something else");
    await page.getByRole("button", { name: "Delete the plugin" }).click();
    await expect(page.getByText("Type the package name exactly", { exact: false })).toBeVisible();
    expect((await visitor.get(urls.plugin(plugin.packageName))).status()).toBe(200);
    await confirmation.fill(plugin.packageName);
    await page.getByRole("button", { name: "Delete the plugin" }).click();
    await expect(page.getByText("This plugin is deleted")).toBeVisible();

    for (const path of [
      urls.plugin(plugin.packageName),
      urls.version(plugin.packageName, "1.0.0"),
      urls.pluginJson(plugin.packageName),
      urls.badge(plugin.packageName),
      urls.download(plugin.packageName, "1.0.0"),
    ])
      expect((await visitor.get(path)).status(), path).toBe(404);
    for (const path of [urls.feed({ qgis: "3.34" }), urls.plugins({ q: plugin.name })])
      expect(await (await visitor.get(path)).text(), path).not.toContain(urls.plugin(plugin.packageName));
    await page.goto(urls.myPlugins());
    await page.getByRole("link", { name: plugin.name }).click();
    await page.getByRole("button", { name: "Restore the plugin" }).click();
    await expect(page.getByText(`${owner.name} restored the plugin`).first()).toBeVisible();
    expect((await visitor.get(urls.plugin(plugin.packageName))).status()).toBe(200);
    expect((await visitor.get(urls.download(plugin.packageName, "1.0.0"))).status()).toBe(200);
  }
  const [row] = await site.db.select().from(versions).where(eq(versions.id, id));
  expect(row?.status).toBe("approved");
});

test("the forms of an owner do nothing in other hands", async ({ open, site }) => {
  const plugin = freshPlugin("foreign_forms");
  const owner = await site.person();
  await site.published(owner, pluginZip(CLEAN, plugin));
  const manage = urls.managePlugin(plugin.packageName);
  const page = await open(owner, { javaScriptEnabled: false });
  await page.goto(manage);
  const forms = await page
    .locator("main form")
    .evaluateAll((all) =>
      all.map((form) => Object.fromEntries([...new FormData(form as HTMLFormElement)].map(([key, value]) => [key, String(value)]))),
    );
  expect(forms.length).toBeGreaterThanOrEqual(2);
  const stranger = await site.person();
  for (const person of [stranger, await site.person({ role: "approver" }), null]) {
    const { request } = await open(person);
    for (const fields of forms) {
      const filled = { ...fields, confirmation: plugin.packageName, email: stranger.email, as: "owner" };
      for (const path of [manage, urls.myPlugins()])
        expect((await request.post(path, { multipart: filled, headers: { origin: site.env.publicUrl } })).status()).toBeLessThan(500);
    }
  }
  const [row] = await site.db.select().from(plugins).where(eq(plugins.packageName, plugin.packageName));
  expect(row?.deletedAt).toBeNull();
  const theirs = await open(stranger);
  await theirs.goto(urls.myPlugins());
  await expect(theirs.getByText("No plugin yet")).toBeVisible();
  await expect(theirs.getByText("invites you", { exact: false })).toHaveCount(0);
});
