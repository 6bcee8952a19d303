import { urls } from "@/lib/urls";
import { pluginZip } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const WEAK_HASH = "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n";
const RULE = "bandit/B324";

test("a rule becomes critical: its effect is shown before, then the badge is red, and green again when it is taken back", async ({
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

  await page.getByLabel("Why").fill("   ");
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText("Say why: it is kept with the change.")).toBeVisible();
  await page.getByLabel("Why").fill("Broken hashes were used in an attack");
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page).toHaveURL(urls.adminRules());
  await expect(page.getByText("Broken hashes were used in an attack")).toBeVisible();
  await expect(page.getByText(/All [\d,]+ verdicts that count follow these rules/)).toBeVisible({ timeout: 60_000 });
  expect(await badge()).toContain("critical");
  const mail = await site.mailsTo(owner);
  expect(mail.some((one) => one.subject.includes(plugin.name) && /critical|decision|block/i.test(`${one.subject} ${one.text}`))).toBe(true);
  await visitor.goto(urls.ruleDocs(RULE));
  await expect(visitor.getByText("On this site: critical")).toBeVisible();
  await visitor.goto(urls.plugin(plugin.packageName));
  await expect(visitor.getByText(/critical/i).first()).toBeVisible();

  await page.goto(urls.adminRule(RULE));
  await page.getByLabel("As shipped").check();
  await page.getByRole("button", { name: "Show what that changes" }).click();
  await page.getByLabel("Why").fill("Taken back");
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText(/All [\d,]+ verdicts that count follow these rules/)).toBeVisible({ timeout: 60_000 });
  expect(await badge()).toContain("advice");
});
