import { readFile } from "node:fs/promises";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("an administrator grants trust with a reason; it stands in the person's history, the audit log and its CSV, and the next version is published by itself", async ({
  open,
  site,
}) => {
  const plugin = freshPlugin("audited");
  const author = await site.person();
  const reason = `=Good work on ${plugin.packageName}`;
  await site.published(author, pluginZip(CLEAN, plugin));
  const page = await open(await site.demoPerson("admin"));
  await page.goto(urls.admin());
  await page.getByRole("link", { name: "People" }).click();
  await page.getByLabel("Name or address").fill(author.email);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: author.name }).click();
  await page
    .getByRole("region", { name: "Trust" })
    .or(page.locator("section", { hasText: "Grant trust" }))
    .getByLabel("Why?")
    .fill(reason);
  await page.getByRole("button", { name: "Grant trust" }).click();
  await expect(page.getByText("They are trusted now", { exact: false })).toBeVisible();
  await expect(page.getByText(`“${reason}”`)).toBeVisible();
  // The form is for taking the trust away now: the reason for granting it is no reason for that.
  await expect(page.locator("section", { hasText: "Revoke trust" }).getByLabel("Why?")).toHaveValue("");
  expect((await site.readEmail(author, "You are a trusted author now")).text).toContain(reason);

  const next = await site.checked(author, pluginZip(CLEAN, { ...plugin, version: "1.1.0" }));
  expect(next.status).toBe("approved");
  const theirs = await open(author);
  await theirs.goto(urls.version(plugin.packageName, "1.1.0"));
  await expect(theirs.getByText("Its uploader is a trusted author", { exact: false })).toBeAttached();
  const stranger = await open(null);
  await stranger.goto(urls.plugin(plugin.packageName));
  await stranger.getByText("What happened").click();
  await expect(stranger.getByText("1.1.0 published automatically", { exact: false })).toBeVisible();

  await page.goto(urls.admin());
  await page.getByRole("link", { name: "Audit log" }).click();
  await page.getByLabel("Person").fill(author.email);
  await page.getByLabel("What").selectOption("user:trust");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("cell", { name: "Trust granted" })).toHaveCount(1);
  await expect(page.getByRole("cell", { name: reason })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download these as CSV" }).click();
  const csv = await readFile(await (await downloading).path(), "utf8");
  expect(csv.trim().split("\r\n")).toHaveLength(2);
  expect(csv).toContain(`"'${reason}"`);
  await page.goto(urls.adminAudit({ event: "audit:" }));
  await expect(page.getByRole("cell", { name: "Exported the audit log" }).first()).toBeVisible();
});

test("who downloads a draft stands in the audit log", async ({ open, site }) => {
  const plugin = freshPlugin("draft_log");
  const version = await site.checked(await site.person(), pluginZip(CLEAN, plugin));
  const approver = await open(await site.demoPerson("approver"));
  expect((await approver.request.get(urls.reviewFile(version.id))).status()).toBe(200);
  const page = await open(await site.demoPerson("admin"));
  await page.goto(urls.adminAudit({ plugin: plugin.packageName, event: "file:" }));
  await expect(page.getByRole("cell", { name: "Downloaded a file that is not public" })).toHaveCount(1);
});
