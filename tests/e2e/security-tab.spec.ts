import type { Page } from "@playwright/test";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, pluginZip, SHELL, SHELL_INTENDED } from "../builders/findings";
import { manyFindingsZip } from "../builders/many-findings";
import { expectNoSeriousProblem } from "../helpers/accessible";
import { freshPlugin, type PluginName } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const TEST_SHELL = SHELL.replace("def run", "def test_run");
const files = { "gui/dialog.py": BARE_EXCEPT, "tools.py": SHELL_INTENDED, "test/test_tools.py": TEST_SHELL };

/** Blocked in its own code and in a test, with advice and a suppression. */
const reportZip = (plugin: PluginName) => pluginZip(SHELL, { ...plugin, files });

const report = (page: Page) => page.locator("#findings");
const block = (page: Page, ruleId: string) => page.locator("details").filter({ has: page.locator(`#rule-${ruleId.replace("/", "-")}`) });

test("what is filtered stands in the address, works without JavaScript, and leads back", async ({ open, site }) => {
  const owner = await site.person();
  const version = await site.checked(owner, reportZip(freshPlugin("filtered")));
  const page = await open(owner, { javaScriptEnabled: false });
  await page.goto(urls.version(version.packageName, version.version));
  await expect(page.getByText("Blocked: 2 to fix, 1 to consider")).toBeVisible();

  await page.getByLabel("Severity").selectOption({ label: "Warning (1)" });
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/\?.*severity=warning.*#findings$/);
  await expect(block(page, "flake8/E722")).toBeVisible();
  await expect(block(page, "bandit/B602")).toHaveCount(0);

  await page.getByRole("link", { name: "Show all findings" }).click();
  await expect(block(page, "bandit/B602")).toBeVisible();
  await page.getByRole("link", { name: /^Suppressed/ }).click();
  await expect(page).toHaveURL(/state=suppressed/);
  await block(page, "bandit/B602").locator("summary").first().click();
  await expect(report(page).getByText("tools.py:5", { exact: false }).first()).toBeVisible();
  await expect(report(page).getByText("extra.py:5")).toHaveCount(0);

  await page.getByLabel("File or folder").fill("no/such/folder");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("No finding matches")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Show all findings" }).last().click();
  await expect(block(page, "flake8/E722")).toBeVisible();
});

test("a rule opens by its link, by keyboard, and tells how to fix it and what to paste", async ({ open, site }) => {
  const owner = await site.person();
  const version = await site.checked(owner, reportZip(freshPlugin("linked")));
  const page = await open(owner);
  await page.goto(`${urls.version(version.packageName, version.version)}#rule-flake8-E722`);
  const advice = block(page, "flake8/E722");
  await expect(advice.getByText("dialog.py:4")).toBeVisible();
  await expect(advice.getByText("# noqa: E722 - why it is meant so")).toBeVisible();

  const summary = advice.locator("summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(advice.getByText("dialog.py:4")).toBeHidden();
  await page.keyboard.press("Space");
  await expect(advice.getByText("dialog.py:4")).toBeVisible();
});

test("the part that the address names is the marked one, and a button stays where it is when it opens", async ({ open, site }) => {
  const owner = await site.person();
  const version = await site.checked(owner, reportZip(freshPlugin("marked")));
  const page = await open(owner);
  await page.goto(urls.version(version.packageName, version.version));
  const marked = page.getByRole("navigation", { name: "On this page" }).locator("[aria-current]");
  await expect(marked).toHaveText("Security Scan");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(marked).toHaveText("History");
  await page.goto(`${urls.version(version.packageName, version.version)}#rule-flake8-E722`);
  await expect(marked).toHaveText("Security Scan");

  const button = page.getByText("Delete draft…");
  await button.scrollIntoViewIfNeeded();
  const before = await button.boundingBox();
  await button.click();
  await expect(page.getByRole("button", { name: "Delete 1.0.0" })).toBeVisible();
  expect(await button.boundingBox()).toEqual(before);
});

test("leaving out the tests is offered with the line to write", async ({ open, site }) => {
  const owner = await site.person();
  const version = await site.checked(owner, reportZip(freshPlugin("hinted")));
  const page = await open(owner);
  await page.goto(urls.version(version.packageName, version.version));
  await expect(page.getByText("1 of 3 findings to fix or consider goes away if you leave test/ out of the package.")).toBeVisible();
  await expect(page.getByText("/test export-ignore")).toBeVisible();
});

test("the report can be taken away by who sees it, and by nobody else", async ({ open, site }) => {
  const owner = await site.person();
  const version = await site.published(owner, pluginZip(BARE_EXCEPT, freshPlugin("taken")));
  const address = urls.version(version.packageName, version.version);
  const page = await open(owner);
  await page.goto(address);
  for (const [name, ending] of [
    ["JSON", "json"],
    ["SARIF", "sarif"],
  ] as const) {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name, exact: true }).click();
    expect((await download).suggestedFilename()).toBe(`${version.packageName}.${version.version}.${ending}`);
  }
  const visitor = await open(null);
  await visitor.goto(`${address}?state=open`);
  await expect(visitor.getByText("The findings themselves are shown to the plugin's maintainers")).toBeVisible();
  await expect(visitor.getByRole("link", { name: "SARIF", exact: true })).toHaveCount(0);
  expect(await visitor.content()).not.toContain("extra.py");
});

test("on paper everything that is folded stands open", async ({ open, site }) => {
  const owner = await site.person();
  const version = await site.checked(owner, reportZip(freshPlugin("printed")));
  const page = await open(owner, { javaScriptEnabled: false });
  await page.goto(urls.version(version.packageName, version.version));
  const code = block(page, "flake8/E722").getByText("dialog.py:4");
  await expect(code).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(code).toBeVisible();
  await expect(page.getByRole("button", { name: "Show", exact: true })).toBeHidden();
});

/** Bytes of the page without compression. With everything at once it was 13 MB. */
const MOST_BYTES = 1_500_000;

test("5,000 findings: a page of bounded size, every place reachable, accessible in light and dark", async ({ open, site }) => {
  test.setTimeout(180_000);
  const owner = await site.person();
  const version = await site.checked(owner, manyFindingsZip(freshPlugin("thousands")));
  const page = await open(owner);
  const response = await page.goto(urls.version(version.packageName, version.version));
  expect((await response?.body())?.length).toBeLessThan(MOST_BYTES);

  await block(page, "bandit/B102").getByRole("link", { name: "Show all 31 places" }).click();
  await expect(page).toHaveURL(/rule=bandit%2FB102#rule-bandit-B102$/);
  await expect(page.getByText("Page 1 of 2")).toBeVisible();
  await expect(report(page).locator("article")).toHaveCount(25);
  await page.getByRole("link", { name: "Next places" }).click();
  await expect(report(page).locator("article")).toHaveCount(6);

  await page.goto(urls.version(version.packageName, version.version));
  await expectNoSeriousProblem(page, "#security-tab");
});

test("while a public version is checked again its older result is dated, and no other scan is offered", async ({ open, site }) => {
  const owner = await site.person();
  const version = await site.published(owner, pluginZip(BARE_EXCEPT, freshPlugin("checked_again")));
  const page = await open(owner);
  await page.goto(urls.version(version.packageName, version.version));
  const older = page.getByRole("heading", { name: "Result of the scan of" });
  const again = page.getByRole("button", { name: "Scan again" });
  await expect(older).toHaveCount(0);
  const goOn = await site.holdChecks();
  try {
    await again.click();
    await expect(page.getByRole("heading", { name: "The checks are running" })).toBeVisible();
    await expect(older).toBeVisible();
    await expect(again).toHaveCount(0);
  } finally {
    await goOn();
  }
  await expect(again).toBeVisible({ timeout: 30_000 });
  await expect(older).toHaveCount(0);
});
