import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { urls } from "@/lib/urls";
import { expect, test } from "../helpers/e2e-test";

type Viewer = "visitor" | "owner" | "approver" | "admin";

/** Every kind of page, with the demo data that shows most on it. */
const PAGES: { title: string; path: string; as: Viewer }[] = [
  { title: "home", path: urls.home(), as: "visitor" },
  { title: "browse", path: urls.plugins(), as: "visitor" },
  { title: "search without a result", path: urls.plugins({ q: "nothing has this name" }), as: "visitor" },
  { title: "plugin", path: urls.plugin("stream_order"), as: "visitor" },
  { title: "plugin with a red badge", path: urls.plugin("tile_fetcher"), as: "visitor" },
  { title: "version", path: urls.version("stream_order", "0.9.0"), as: "visitor" },
  { title: "version with findings", path: urls.version("field_sync", "1.0.0"), as: "owner" },
  { title: "information on scanning", path: urls.docs(), as: "visitor" },
  { title: "all rules", path: urls.rules(), as: "visitor" },
  { title: "one rule", path: urls.ruleDocs("bandit/B602"), as: "visitor" },
  { title: "programming interface", path: urls.apiDocs(), as: "visitor" },
  { title: "upload", path: urls.addPlugin({ plugin: "field_sync", version: "1.0.0" }), as: "owner" },
  { title: "my plugins", path: urls.myPlugins(), as: "owner" },
  { title: "reserve a name", path: urls.reserveName(), as: "owner" },
  { title: "manage a plugin", path: urls.managePlugin("stream_order"), as: "owner" },
  { title: "manage a plugin as administrator", path: urls.managePlugin("stream_order"), as: "admin" },
  { title: "your mails", path: urls.accountMails(), as: "approver" },
  { title: "tokens", path: urls.tokens(), as: "owner" },
  { title: "review lists", path: urls.review(), as: "approver" },
  { title: "administration", path: urls.admin(), as: "admin" },
  { title: "people", path: urls.adminUsers(), as: "admin" },
  { title: "people as approver", path: urls.adminUsers(), as: "approver" },
  { title: "audit log", path: urls.adminAudit(), as: "admin" },
  { title: "mails", path: urls.adminEmails(), as: "admin" },
  { title: "rules", path: urls.adminRules(), as: "admin" },
  { title: "what a changed rule does", path: `${urls.adminRule("bandit/B602")}?to=warning`, as: "admin" },
  { title: "jobs", path: urls.adminJobs(), as: "admin" },
  { title: "harmless lane", path: urls.adminHarmlessLane(), as: "admin" },
  { title: "sign-in", path: urls.signIn(), as: "visitor" },
  { title: "outbox", path: urls.outbox(), as: "visitor" },
  { title: "not found", path: "/plugins/none/of/these", as: "visitor" },
];

async function seriousProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

/** Light, dark, and as wide as a phone, with everything open that can be opened. */
async function expectAccessible(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Buttons fade from one colour into the other; what counts is where they end.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
    expect(await seriousProblems(page), colorScheme).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, "pixels to scroll sideways at 390").toBe(0);
}

for (const { title, path, as } of PAGES) {
  test(`${title}: no serious accessibility problem in light and dark, no sideways scrolling on a phone`, async ({ open, site }) => {
    const page = await open(as === "visitor" ? null : await site.demoPerson(as));
    await page.goto(path);
    await expectAccessible(page);
  });
}

test("the page of a version under review is accessible", async ({ open, site }) => {
  const page = await open(await site.demoPerson("approver"));
  await page.goto(urls.review());
  // Has a hidden finding to look at first.
  await page.getByRole("link", { name: "Format Helper 1.0.0" }).click();
  await expect(page.getByRole("heading", { name: "Your decision" })).toBeVisible();
  await expectAccessible(page);
});

test("the keyboard alone skips to the content and opens a rule", async ({ open, site }) => {
  const page = await open(await site.demoPerson("owner"));
  await page.goto(urls.version("stream_order", "0.9.0"));
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();

  const block = page
    .locator("details")
    .filter({ has: page.locator("[id^='rule-']") })
    .first();
  const summary = block.locator("summary").first();
  for (let presses = 0; presses < 60 && !(await summary.evaluate((element) => element === document.activeElement)); presses++)
    await page.keyboard.press("Tab");
  await expect(summary).toBeFocused();
  await expect(block.getByText("Why it matters")).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(block.getByText("Why it matters")).toBeVisible();
});
