import { urls } from "@/lib/urls";
import { pluginZip } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const WEAK_HASH = "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n";
const RULE = "bandit/B324";

const OTHER_RULE = "bandit/B411";
/** Another test's file may be one that cannot be read. */
const ALL_FOLLOW = /All [\d,]+ verdicts that count follow these rules|follow these rules; [\d,]+ could not be checked/;

test("two rules change in one go: the effect is shown before, then the badge is red, and green again when the older rules are put back", async ({
  open,
  site,
}) => {
  test.setTimeout(120_000);
  const owner = await site.person();
  const plugin = freshPlugin("weak_hash");
  await site.published(owner, pluginZip(WEAK_HASH, plugin));
  const visitor = await open(null);
  const badge = async () => (await (await visitor.request.get(urls.badge(plugin.packageName))).text()).toLowerCase();
  expect(await badge()).toContain("advice");

  const page = await open(await site.person({ role: "admin" }));
  const difference = (ruleId: string) => page.locator("dl > div").filter({ has: page.getByRole("term").filter({ hasText: ruleId }) });
  await page.goto(urls.admin());
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await page.getByLabel("Search").fill("B324");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: RULE }).click();
  await page.getByLabel("Critical").check();
  await page.getByRole("button", { name: "Show what that changes" }).click();
  const change = page.getByRole("table").getByRole("row").filter({ hasText: plugin.packageName });
  await expect(change).toContainText(/advice/i);
  expect(await badge()).toContain("advice");

  await page.getByRole("link", { name: "Change another rule as well" }).click();
  const prepared = page.getByText("One change is prepared and not in force");
  await expect(prepared).toBeVisible();
  await page.getByLabel("Search").fill("B411");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(prepared).toBeVisible();
  await page.getByRole("link", { name: OTHER_RULE }).click();
  await page.getByRole("radio", { name: /^Off/ }).check();
  await page.getByRole("button", { name: "Show what that changes" }).click();
  await expect(difference(RULE)).toContainText("warning becomes critical");
  await expect(difference(OTHER_RULE)).toContainText("info becomes off");
  await expect(change).toBeVisible();

  await page.getByLabel("Why").fill("   ");
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText("Say why: it is kept with the change.")).toBeVisible();
  await page.getByLabel("Why").fill("Broken hashes were used in an attack");
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page).toHaveURL(urls.adminRules());
  await expect(page.getByText("In force since just now")).toBeVisible();
  await expect(page.getByText("Broken hashes were used in an attack")).toBeVisible();
  await expect(page.getByRole("button", { name: "Bring the others up to date" })).toBeHidden();
  await expect(page.getByText(ALL_FOLLOW)).toBeVisible({ timeout: 60_000 });
  expect(await badge()).toContain("critical");
  const told = `Plugin Needs Your Attention: ${plugin.name}`;
  await expect.poll(async () => (await site.mailsTo(owner)).some((mail) => mail.subject.startsWith(told)), { timeout: 30_000 }).toBe(true);
  await visitor.goto(urls.ruleDocs(RULE));
  await expect(visitor.getByText("On this site: critical")).toBeVisible();
  await expect(visitor.getByText("Usually: warning")).toBeVisible();
  await expect(visitor.getByText("Must be fixed, or knowingly kept")).toBeVisible();
  await visitor.goto(urls.plugin(plugin.packageName));
  await expect(visitor.getByText(/critical/i).first()).toBeVisible();

  await expect(page.getByText(`${OTHER_RULE}: info becomes off`)).toBeVisible();
  await page
    .getByRole("link", { name: /^Put default \d+ in force again/ })
    .first()
    .click();
  await expect(difference(RULE)).toContainText("critical becomes warning");
  await expect(change).toContainText(/critical/i);
  await page.getByLabel("Why").fill("Taken back");
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page).toHaveURL(urls.adminRules());
  await expect(page.getByText("Taken back")).toBeVisible();
  await expect(page.getByText(ALL_FOLLOW)).toBeVisible({ timeout: 60_000 });
  expect(await badge()).toContain("advice");

  const others = await open(await site.person({ role: "approver" }));
  for (const path of [urls.adminRules(), urls.adminRule(RULE, { to: "off" }), urls.adminRuleset("0".repeat(64))])
    expect((await others.goto(path))?.status(), path).toBe(404);
});
