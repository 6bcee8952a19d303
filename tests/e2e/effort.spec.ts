/** How many clicks and page changes the commonest tasks take, each done to its end. A change that makes one longer is seen here. */
import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL } from "../builders/findings";
import { fileField, freshPlugin, type PluginName } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";
import { type AtWork, efforts } from "../helpers/effort";

const WEAK_HASH = "import hashlib\n\nNAME = hashlib.md5(b'name')\n";

const main = (page: Page) => page.getByRole("main");
const card = (page: Page, plugin: PluginName) =>
  main(page)
    .locator("div")
    .filter({ has: page.getByRole("heading", { name: plugin.name }) })
    .filter({ has: page.getByRole("link", { name: /Manage/ }) })
    .last();

test("an owner corrects, keeps a warning, asks for acceptance, withdraws, invites", async ({ open, site }) => {
  test.setTimeout(120_000);
  const blocked = [await site.person(), freshPlugin("effort_fix")] as const;
  const advised = [await site.person(), freshPlugin("effort_keep")] as const;
  const asking = [await site.person(), freshPlugin("effort_ask")] as const;
  const owner = await site.person();
  const plugin = freshPlugin("effort_public");
  await site.checked(blocked[0], pluginZip(SHELL, blocked[1]));
  await site.checked(advised[0], pluginZip(WEAK_HASH, advised[1]));
  await site.checked(asking[0], pluginZip(SHELL, asking[1]));
  await site.published(owner, pluginZip(CLEAN, plugin));

  const done = await efforts(open, [
    [
      blocked[0],
      urls.myPlugins(),
      async ({ page, click, attach }) => {
        await click(page.getByText(/What must be fixed in/));
        await click(page.getByRole("link", { name: "Upload a corrected file" }));
        await page.getByText("It is sent at once.").waitFor();
        await attach(fileField(page), pluginZip(CLEAN, blocked[1]));
        await expect(main(page).locator("header").getByText("Ready for approval")).toBeVisible();
      },
    ],
    [
      advised[0],
      urls.myPlugins(),
      async ({ page, click, choose }) => {
        await click(main(page).getByRole("link", { name: /See the report/ }));
        await click(page.locator("summary").filter({ hasText: "bandit/B324" }));
        const rule = page.locator("#rule-bandit-B324");
        await click(rule.getByText("Keep it, with a reason…"));
        await choose(rule.getByLabel("Why it stays"), { index: 1 });
        await rule.getByLabel("Reason", { exact: true }).fill("The hash is a name, it protects nothing.");
        await click(rule.getByRole("button", { name: "Keep it" }));
        await expect(page.getByText("Let it count again").first()).toBeVisible();
      },
    ],
    [
      asking[0],
      urls.myPlugins(),
      async ({ page, click, choose }) => {
        await click(main(page).getByRole("link", { name: /See the report/ }));
        await click(page.getByText("Ask for acceptance…"));
        await choose(page.getByLabel("Why it stays"), { index: 1 });
        await page.getByLabel("Reason", { exact: true }).fill("The command is a constant.");
        await click(page.getByRole("button", { name: "Ask an approver" }));
        await expect(page.getByText("an approver was asked on")).toBeVisible();
      },
    ],
    [
      owner,
      urls.myPlugins(),
      async ({ page, click }) => {
        await click(card(page, plugin).getByRole("link", { name: /Manage/ }));
        await page.getByLabel("Mail address").fill("somebody@example.org");
        await click(page.getByRole("button", { name: "Invite" }));
        await expect(page.getByText("Invited.")).toBeVisible();
      },
    ],
    [
      owner,
      urls.myPlugins(),
      async ({ page, click }) => {
        await click(card(page, plugin).getByRole("link", { name: /Manage/ }));
        await click(page.locator("summary").filter({ hasText: /^Withdraw/ }));
        await click(page.getByRole("button", { name: "Withdraw 1.0.0" }));
        await expect(main(page).getByText("Withdrawn", { exact: true })).toBeVisible();
      },
    ],
  ]);
  expect(done).toEqual([
    { clicks: 3, pages: 2 },
    { clicks: 5, pages: 1 },
    { clicks: 4, pages: 1 },
    { clicks: 2, pages: 1 },
    { clicks: 3, pages: 1 },
  ]);
});

test("an approver approves, returns, answers a request, compares, quarantines", async ({ open, site }) => {
  test.setTimeout(120_000);
  const owner = await site.person();
  const approver = await site.person({ role: "approver" });
  const [good, vague, asks, grown] = [
    freshPlugin("effort_good"),
    freshPlugin("effort_vague"),
    freshPlugin("effort_asks"),
    freshPlugin("effort_grown"),
  ];
  await site.checked(owner, pluginZip(CLEAN, good));
  await site.checked(owner, pluginZip(CLEAN, vague));
  await site.checked(owner, pluginZip(SHELL, asks));
  await site.published(owner, pluginZip(CLEAN, grown));
  await site.checked(owner, pluginZip("VALUE = 2\n", { ...grown, version: "1.1.0" }));
  const asking = await open(owner);
  await asking.goto(urls.version(asks.packageName, "1.0.0"));
  await asking.getByText("Ask for acceptance…").click();
  await asking.getByLabel("Why it stays").selectOption({ index: 1 });
  await asking.getByLabel("Reason", { exact: true }).fill("The command is a constant.");
  await asking.getByRole("button", { name: "Ask an approver" }).click();
  await asking.getByText("an approver was asked on").waitFor();
  const row = (page: Page, plugin: PluginName) =>
    page.getByRole("article").filter({ has: page.getByRole("link", { name: `${plugin.name} 1.0.0` }) });
  const decisions = (page: Page) => page.getByRole("region", { name: "Your last decisions" });

  const done = await efforts(open, [
    [
      approver,
      urls.review(),
      async ({ page, click }) => {
        await click(row(page, good).getByRole("button", { name: /^Approve/ }));
        await expect(decisions(page).getByRole("button", { name: `Undo ${good.name} 1.0.0` })).toBeVisible();
      },
    ],
    [
      approver,
      urls.review(),
      async ({ page, click }) => {
        await click(row(page, vague).getByText(/^Return…/));
        await row(page, vague).getByRole("textbox").fill("Say what the menu entry does.");
        await click(row(page, vague).getByRole("button", { name: "Return 1.0.0" }));
        await expect(decisions(page).getByRole("button", { name: `Undo ${vague.name} 1.0.0` })).toBeVisible();
      },
    ],
    [
      approver,
      urls.review(),
      async ({ page, click }) => {
        await click(page.getByRole("link", { name: /^Needs a decision/ }));
        await click(page.getByRole("link", { name: `${asks.name} 1.0.0` }));
        await click(page.getByText("Accept this finding…"));
        await page.getByLabel("Why it may stay").fill("A constant, indeed.");
        await click(page.getByRole("button", { name: "Accept the finding" }));
        await expect(page.locator("main header").getByText("Ready for approval")).toBeVisible();
      },
    ],
    [
      approver,
      urls.review(),
      async ({ page, click }) => {
        await click(page.getByRole("link", { name: `${grown.name} 1.1.0` }));
        await expect(page.getByRole("heading", { name: "Changed since 1.0.0" })).toBeVisible();
      },
    ],
    [
      approver,
      urls.review(),
      async ({ page, click }) => {
        await click(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Plugins", exact: true }));
        await page.getByLabel("Search").fill(grown.name);
        await click(page.getByRole("button", { name: "Show" }));
        await click(main(page).getByRole("link", { name: grown.name }));
        await click(main(page).getByRole("link", { name: "Review page" }));
        await click(page.getByText("Quarantine…", { exact: true }));
        const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Quarantine 1.0.0" }) });
        await form.getByLabel("Reason").fill("It is being looked into.");
        await click(form.getByRole("button", { name: "Quarantine 1.0.0" }));
        await expect(page.locator("main header").getByText("Quarantined")).toBeVisible();
      },
    ],
  ]);
  expect(done).toEqual([
    { clicks: 1, pages: 0 },
    { clicks: 2, pages: 0 },
    { clicks: 4, pages: 2 },
    { clicks: 1, pages: 1 },
    { clicks: 6, pages: 4 },
  ]);
});

test("an administrator grants trust, suspends, changes a rule, tries a job again, looks up who did what", async ({ open, site }) => {
  test.setTimeout(120_000);
  const admin = await site.person({ role: "admin" });
  const owner = await site.person();
  const plugin = freshPlugin("effort_audit");
  await site.published(owner, pluginZip(CLEAN, plugin));
  const key = `effort ${plugin.packageName}`;
  await site.db.execute(sql`select graphile_worker.add_job('write_feed', run_at => now() + interval '1 day', job_key => ${key})`);
  await site.db.execute(sql`update graphile_worker._private_jobs set attempts = max_attempts, last_error = ${key} where key = ${key}`);
  const find = async ({ page, click }: AtWork) => {
    await click(main(page).getByRole("link", { name: "People", exact: true }));
    await page.getByLabel("Name or address").fill(owner.email);
    await click(page.getByRole("button", { name: "Show" }));
    await click(page.getByRole("link", { name: owner.name }));
  };

  const done = await efforts(open, [
    [
      admin,
      urls.admin(),
      async (at) => {
        await find(at);
        const { page, click } = at;
        await page
          .locator("form")
          .filter({ has: page.getByRole("button", { name: "Grant trust" }) })
          .getByLabel("Why?")
          .fill("A good record.");
        await click(page.getByRole("button", { name: "Grant trust" }));
        await expect(page.getByRole("button", { name: "Revoke trust" })).toBeVisible();
      },
    ],
    [
      admin,
      urls.admin(),
      async (at) => {
        await find(at);
        const { page, click } = at;
        await page
          .locator("form")
          .filter({ has: page.getByRole("button", { name: "Suspend" }) })
          .getByRole("textbox")
          .fill("The account was taken over.");
        await click(page.getByRole("button", { name: "Suspend" }));
        await expect(page.getByRole("button", { name: "Reinstate" })).toBeVisible();
      },
    ],
    [
      admin,
      urls.admin(),
      async ({ page, click }) => {
        await click(main(page).getByRole("link", { name: "Rules", exact: true }));
        await page.getByLabel("Search").fill("W605");
        await click(page.getByRole("button", { name: "Show" }));
        await click(page.getByRole("link", { name: "flake8/W605" }));
        await click(page.getByRole("radio", { name: /^Off/ }));
        await click(page.getByRole("button", { name: "Show what that changes" }));
        await page.getByLabel("Why").fill(`Not for ${plugin.name}`);
        await click(page.getByRole("button", { name: "Put in force" }));
        await expect(page.getByText(`Not for ${plugin.name}`)).toBeVisible();
      },
    ],
    [
      admin,
      urls.admin(),
      async ({ page, click }) => {
        await click(main(page).getByRole("link", { name: "Jobs", exact: true }));
        const job = page.getByRole("listitem").filter({ hasText: key });
        await click(job.getByRole("button", { name: "Try again now" }));
        await expect(job).toHaveCount(0);
      },
    ],
    [
      admin,
      urls.admin(),
      async ({ page, click }) => {
        await click(main(page).getByRole("link", { name: "Audit log", exact: true }));
        await page.getByLabel("Plugin").fill(plugin.packageName);
        await click(page.getByRole("button", { name: "Show" }));
        await expect(page.getByRole("row").filter({ hasText: plugin.packageName }).first()).toBeVisible();
      },
    ],
  ]);
  const page = await open(admin);
  await page.goto(urls.adminRules());
  await page
    .getByRole("link", { name: /^Put .* in force again/ })
    .first()
    .click();
  await page.getByLabel("Why").fill(`As before ${plugin.name}`);
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText(`As before ${plugin.name}`)).toBeVisible();
  expect(done).toEqual([
    { clicks: 4, pages: 3 },
    { clicks: 4, pages: 3 },
    { clicks: 6, pages: 5 },
    { clicks: 2, pages: 1 },
    { clicks: 2, pages: 2 },
  ]);
});
