import type { Page } from "@playwright/test";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const row = (page: Page, title: string) => page.getByRole("article").filter({ has: page.getByRole("link", { name: title, exact: true }) });
const decisions = (page: Page) => page.getByRole("region", { name: "Your last decisions" });

test("filters narrow the queue and stand in its address; an approver's own plugins are left out", async ({ open, site }) => {
  const approver = await site.person({ role: "approver" });
  const clean = freshPlugin("queue_clean");
  const hides = freshPlugin("queue_hides");
  const owner = await site.person();
  await site.checked(owner, pluginZip(CLEAN, clean));
  await site.checked(owner, pluginZip(SHELL_INTENDED, hides));
  const own = freshPlugin("queue_own");
  await site.checked(approver, pluginZip(CLEAN, own));

  const page = await open(approver);
  await page.goto(urls.review());
  await page.getByLabel("Plugin or author").fill(owner.name);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
  await expect(row(page, `${clean.name} 1.0.0`)).toContainText("Every version is looked at by an approver until its author is trusted.");
  await expect(row(page, `${clean.name} 1.0.0`)).toContainText("due in 7 days");
  await page.getByLabel("Why it waits").selectOption("new-suppressions");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(row(page, `${hides.name} 1.0.0`).getByText(/^It hides a critical finding/)).toBeVisible();
  expect(new URL(page.url()).searchParams.get("reason")).toBe("new-suppressions");
  await page.reload();
  await expect(page.getByLabel("Why it waits")).toHaveValue("new-suppressions");

  await page.goto(urls.review({ q: own.name }));
  await expect(page.getByText("Nothing here matches these filters")).toBeVisible();
  await page.goto(urls.review({ q: own.name, own: "1" }));
  await expect(row(page, `${own.name} 1.0.0`).getByText("Yours: somebody else decides")).toBeVisible();
  await expect(row(page, `${own.name} 1.0.0`).getByRole("button")).toHaveCount(0);
});

test("by keyboard alone: move, approve, undo, return with a reason; typing is never a command", async ({ open, site }) => {
  const owner = await site.person();
  const plugins = [freshPlugin("keys_one"), freshPlugin("keys_two")] as const;
  const [one, two] = [await site.checked(owner, pluginZip(CLEAN, plugins[0])), await site.checked(owner, pluginZip(CLEAN, plugins[1]))];
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.review({ q: owner.name }));
  const link = (index: 0 | 1) => page.getByRole("region", { name: "Ready" }).getByRole("link", { name: `${plugins[index].name} 1.0.0` });
  const press = (key: string) => page.keyboard.press(key);

  await page.getByLabel("Plugin or author").focus();
  await press("End");
  await press("j");
  await expect(page.getByLabel("Plugin or author")).toHaveValue(`${owner.name}j`);
  await page.locator("h1").click();
  await press("j");
  await expect(link(0)).toBeFocused();
  await press("k");
  await expect(link(0)).toBeFocused();
  await press("x");
  await expect(page.getByLabel(`Select ${plugins[0].name} 1.0.0`)).toBeChecked();
  await press("x");
  await press("a");
  await expect(link(1)).toBeFocused();
  await expect(decisions(page)).toContainText(`${plugins[0].name} 1.0.0 will be approved in a few seconds.`);
  await expect(row(page, `${plugins[0].name} 1.0.0`).getByText("You have decided")).toBeVisible();
  await press("u");
  await expect(row(page, `${plugins[0].name} 1.0.0`).getByRole("button", { name: "Approve" })).toBeVisible();

  await press("j");
  await press("r");
  const reason = row(page, `${plugins[1].name} 1.0.0`).getByLabel("Reason").first();
  await expect(reason).toBeFocused();
  await page.keyboard.type("jakr");
  await expect(reason).toHaveValue("jakr");
  await press("Escape");
  await expect(link(1)).toBeFocused();
  await press("r");
  await page.keyboard.type(": please add a changelog.");
  await press("Tab");
  await press("Enter");
  await expect(decisions(page)).toContainText(`${plugins[1].name} 1.0.0 was returned.`, { timeout: 25_000 });
  expect((await site.settled(two.id)).status).toBe("returned");
  expect((await site.settled(one.id)).status).toBe("validated");
  await site.readEmail(owner, `Plugin Returned: ${plugins[1].name} v1.0.0`);

  await press("?");
  await expect(page.getByText("Use these keys")).toBeVisible();
  await page.getByLabel("Use these keys").uncheck();
  await page.locator("h1").click();
  await press("j");
  await expect(link(0)).not.toBeFocused();
  await page.reload();
  await page.getByText("Keyboard shortcuts").click();
  await expect(page.getByLabel("Use these keys")).not.toBeChecked();
});

test("selected rows are approved each for itself; what changed meanwhile says so; one can be taken back", async ({ open, site }) => {
  const owner = await site.person();
  const plugins = [freshPlugin("batch_one"), freshPlugin("batch_two"), freshPlugin("batch_three")] as const;
  for (const plugin of plugins) await site.checked(owner, pluginZip(CLEAN, plugin));
  await site.checked(owner, pluginZip(SHELL_INTENDED, freshPlugin("batch_hides")));
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.review({ q: owner.name }));
  await expect(page.getByRole("article")).toHaveCount(4);
  await expect(page.getByRole("checkbox", { name: /^Select / })).toHaveCount(3);
  await page.getByRole("button", { name: "Approve selected" }).click();
  await expect(page.getByText("Select at least one version first.")).toBeVisible();

  for (const plugin of plugins) await page.getByLabel(`Select ${plugin.name} 1.0.0`).check();
  await site.checked(owner, pluginZip("VALUE = 2\n", plugins[1]));
  await page.getByRole("button", { name: "Approve selected" }).click();
  await expect(decisions(page)).toContainText(`${plugins[1].name} 1.0.0 was not approved: This version changed while you looked at it.`);
  await decisions(page)
    .getByRole("button", { name: `Undo ${plugins[2].name} 1.0.0` })
    .click();
  await expect(decisions(page)).not.toContainText(plugins[2].name);
  await expect(decisions(page)).toContainText(`${plugins[0].name} 1.0.0 was approved.`, { timeout: 25_000 });
  const statuses = await Promise.all(plugins.map(async ({ packageName }) => (await site.versionsOf(packageName))[0]?.status));
  expect(statuses).toEqual(["approved", "validated", "validated"]);
  await decisions(page).getByRole("button", { name: "Clear finished" }).click();
  await expect(decisions(page).getByRole("listitem")).toHaveCount(0);
});

test("a claim is seen by the others, who may decide all the same", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("claimed");
  const version = await site.checked(owner, pluginZip(CLEAN, plugin));
  const [ada, bob] = [await site.person({ role: "approver" }), await site.person({ role: "approver" })];
  const page = await open(ada);
  await page.goto(urls.review({ q: plugin.name }));
  await page.getByRole("button", { name: "Claim" }).click();
  await expect(page.getByText("Claimed by you until")).toBeVisible();
  await page.goto(urls.review({ q: plugin.name, claim: "mine" }));
  await expect(page.getByRole("article")).toHaveCount(1);

  const other = await open(bob);
  await other.goto(urls.reviewVersion(version.id));
  await expect(other.getByText(`${ada.name} looks at it until`)).toBeVisible();
  await other.goto(urls.review({ q: plugin.name, claim: "free" }));
  await expect(other.getByText("Nothing here matches these filters")).toBeVisible();
  await other.goto(urls.review({ q: plugin.name }));
  await expect(other.getByText(`${ada.name} looks at it until`)).toBeVisible();
  await row(other, `${plugin.name} 1.0.0`).getByRole("button", { name: "Approve" }).click();
  await expect(decisions(other)).toContainText("will be approved in a few seconds.");
});

test("without JavaScript: filter, claim, approve a selection, take it back, return with a reason", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("plain_queue");
  const version = await site.checked(owner, pluginZip(CLEAN, plugin));
  const page = await open(await site.person({ role: "approver" }), { javaScriptEnabled: false });
  await page.goto(urls.review());
  await page.getByLabel("Plugin or author").fill(plugin.name);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("button", { name: "Claim" }).click();
  await expect(page.getByText("Claimed by you until")).toBeVisible();
  await page.getByLabel(`Select ${plugin.name} 1.0.0`).check();
  await page.getByRole("button", { name: "Approve selected" }).click();
  await decisions(page)
    .getByRole("button", { name: `Undo ${plugin.name} 1.0.0` })
    .click();
  await expect(decisions(page).getByRole("listitem")).toHaveCount(0);
  expect((await site.settled(version.id)).status).toBe("validated");
  await row(page, `${plugin.name} 1.0.0`).getByText("Return…").click();
  await page.getByLabel("Reason").first().fill("Please add a changelog.");
  await page.getByRole("button", { name: "Return 1.0.0" }).click();
  await expect(decisions(page)).toContainText(`${plugin.name} 1.0.0 will be returned in a few seconds.`);
});

test("a finding that its author asks to keep waits in the other list", async ({ open, site }) => {
  const page = await open(await site.person({ role: "approver" }));
  const owner = await site.person();
  const plugin = freshPlugin("queue_asks");
  await site.checked(owner, pluginZip(SHELL, plugin));
  const ownersPage = await open(owner);
  await ownersPage.goto(urls.version(plugin.packageName, "1.0.0"));
  const block = ownersPage.locator("#rule-bandit-B602");
  await block.getByText("Ask for acceptance…").click();
  await block.getByLabel("Why it stays").selectOption("intended");
  await block.getByLabel("Reason").fill("The command is a constant of this plugin.");
  await block.getByRole("button", { name: "Ask an approver" }).click();
  await expect(block.getByText("an approver was asked on")).toBeVisible();

  await page.goto(urls.review({ q: plugin.name, list: "needs-decision" }));
  await expect(row(page, `${plugin.name} 1.0.0`).getByText("Its author asks to have a finding accepted.")).toBeVisible();
  await expect(row(page, `${plugin.name} 1.0.0`)).toContainText("due in 3 days");
  await expect(row(page, `${plugin.name} 1.0.0`).getByRole("button", { name: /^Approve/ })).toHaveCount(0);
});

test("an older version is not approved from the list; its page leads to the newer one and tells its own editor nothing to decide", async ({
  open,
  site,
}) => {
  const owner = await site.person({ role: "approver" });
  const plugin = freshPlugin("queue_older");
  const older = await site.checked(owner, pluginZip(CLEAN, plugin));
  const newer = await site.checked(owner, pluginZip(CLEAN, { ...plugin, version: "1.1.0" }));
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.review({ q: plugin.name }));
  await expect(page.getByRole("status").filter({ hasText: "Those of which a newer one waits stand last." })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^Select / })).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Approve 1.1.0" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve 1.0.0" })).toHaveCount(0);
  await page.goto(urls.reviewVersion(older.id));
  await expect(page.getByText("A newer one waits: 1.1.0. Decide about that one first.")).toBeVisible();
  await page.getByRole("link", { name: "1.1.0", exact: true }).click();
  await expect(page).toHaveURL(urls.reviewVersion(newer.id));
  await expect(page.getByText("A newer one waits")).toHaveCount(0);
  const own = await open(owner);
  await own.goto(urls.reviewVersion(older.id));
  await expect(own.getByText("A newer one waits: 1.1.0.", { exact: true })).toBeVisible();
});
