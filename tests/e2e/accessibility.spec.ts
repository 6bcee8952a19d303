import { signUnsubscribe } from "@/lib/unsubscribe-link";
import { urls } from "@/lib/urls";
import { QGIS_2026_07_RULESET } from "@/scanners/ruleset/rulesets";
import { CLEAN, pluginZip } from "../builders/findings";
import { expectAccessible, expectNoSeriousProblem } from "../helpers/accessible";
import { freshPlugin, uploadThroughForm } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

type Viewer = "visitor" | "owner" | "approver" | "admin";

/** Every kind of page, with the demo data that shows most on it. Dry runs, patches, the comparison and 5,000 findings: where they are made. */
const PAGES: { title: string; path: string; as: Viewer }[] = [
  { title: "home", path: urls.home(), as: "visitor" },
  { title: "browse", path: urls.plugins(), as: "visitor" },
  { title: "search without a result", path: urls.plugins({ q: "nothing has this name" }), as: "visitor" },
  { title: "plugin", path: urls.plugin("stream_order"), as: "visitor" },
  { title: "plugin with a red badge", path: urls.plugin("tile_fetcher"), as: "visitor" },
  { title: "author", path: urls.author("Greenbadge demo"), as: "visitor" },
  { title: "tag", path: urls.tag("hydrology"), as: "visitor" },
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
  { title: "rules with a prepared change", path: urls.adminRules({ set: ["bandit/B324:critical"] }), as: "admin" },
  { title: "what a changed rule does", path: urls.adminRule("bandit/B602", { to: "warning" }), as: "admin" },
  { title: "what other stored rules change", path: urls.adminRuleset(QGIS_2026_07_RULESET.digest), as: "admin" },
  { title: "jobs", path: urls.adminJobs(), as: "admin" },
  { title: "harmless lane", path: urls.adminHarmlessLane(), as: "admin" },
  { title: "sign-in", path: urls.signIn(), as: "visitor" },
  { title: "outbox", path: urls.outbox(), as: "visitor" },
  { title: "not found", path: "/plugins/none/of/these", as: "visitor" },
];

for (const { title, path, as } of PAGES) {
  test(`${title}: no serious accessibility problem in light and dark, no sideways scrolling on a phone`, async ({ open, site }) => {
    const page = await open(as === "visitor" ? null : await site.demoPerson(as));
    await page.goto(path);
    await expectAccessible(page);
  });
}

test("each guide is accessible", async ({ open }) => {
  const page = await open(null);
  await page.goto(urls.docs());
  const guides = page.getByRole("main").locator(`a[href^="${urls.docs()}/"]:not([href*="/rules"])`);
  const addresses = new Set(await guides.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname)));
  expect(addresses.size).toBeGreaterThanOrEqual(8);
  for (const address of addresses)
    await test.step(address, async () => {
      await page.goto(address);
      await expectAccessible(page);
    });
});

test("the page of a version under review is accessible, with each decision's form open and the mail beside it", async ({ open, site }) => {
  const page = await open(await site.demoPerson("approver"));
  await page.goto(urls.review());
  // Has a hidden finding to look at first.
  await page.getByRole("link", { name: "Format Helper 1.0.0" }).click();
  await expect(page.getByRole("heading", { name: "Your decision" })).toBeVisible();
  await expectAccessible(page);
  for (const decision of ["Approve and publish", "Return", "Reject", "Quarantine"])
    await expect(page.getByRole("button", { name: `${decision} 1.0.0` })).toBeVisible();
  await page.getByRole("button", { name: "See the mail" }).first().click();
  const mail = page.locator("iframe").filter({ visible: true }).contentFrame();
  await expect(mail.getByRole("heading", { level: 1 })).toBeVisible();
  await expectNoSeriousProblem(page, "dialog[open]");

  const admin = await open(await site.demoPerson("admin"));
  const [quarantined] = await site.versionsOf("corner_clock");
  await admin.goto(urls.reviewVersion(quarantined?.id ?? 0));
  await expectAccessible(admin);
  await expect(admin.getByRole("button", { name: "Release 0.1.0" })).toBeVisible();
});

test("the queue is accessible with rows selected, with a row's form open, and while a decision can be taken back", async ({
  open,
  site,
}) => {
  const plugin = freshPlugin("looked_at_queue");
  await site.checked(await site.person(), pluginZip(CLEAN, plugin));
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.review({ q: plugin.name }));
  await page.getByRole("button", { name: "Approve selected" }).click();
  await expect(page.getByText("Select at least one version first.")).toBeVisible();
  await page.getByLabel(`Select ${plugin.name} 1.0.0`).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Approve selected" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expectAccessible(page);
});

test("what is shown once is accessible: a token, the address of a review feed; and a refused upload", async ({ open, site }) => {
  const page = await open(await site.person({ role: "approver" }));
  await page.goto(urls.tokens());
  await page.getByLabel("Name").fill("Release workflow");
  await page.getByRole("button", { name: "Make the token" }).click();
  await expect(page.getByLabel("Token", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.goto(urls.reviewFeedPage());
  await page.getByRole("button", { name: "Make the address" }).click();
  await expect(page.getByLabel("Address for QGIS")).toBeVisible();
  await expectAccessible(page);
  await uploadThroughForm(page, pluginZip(CLEAN, { ...freshPlugin("refused"), metadata: { about: null, email: null } }));
  await expect(page.getByText("Nothing was stored.", { exact: false })).toBeVisible();
  await expectAccessible(page);
});

test("pages that a link in a mail or a list leads to are accessible: stop mails, a mail in the outbox, a person", async ({
  open,
  site,
}) => {
  const owner = await site.demoPerson("owner");
  const visitor = await open(null);
  await visitor.goto(urls.stopMails(signUnsubscribe(site.env.AUTH_SECRET, { userId: owner.userId, topic: "receipts" })));
  await expectAccessible(visitor);
  const [mail] = await site.mailsTo(owner);
  await visitor.goto(urls.outboxMail(mail?.id ?? ""));
  await expect(visitor.frameLocator("iframe").getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(visitor);
  const page = await open(await site.demoPerson("admin"));
  await page.goto(urls.adminUser(owner.userId));
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
