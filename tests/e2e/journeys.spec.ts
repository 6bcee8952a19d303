import { rename } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "../builders/findings";
import { freshPlugin, uploadThroughForm } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";
import { waitFor } from "../helpers/wait-for";

const header = (page: Page) => page.locator("main header");

async function askForAcceptance(page: Page, reason: string): Promise<void> {
  const block = page.locator("#rule-bandit-B602");
  await block.getByText("Ask for acceptance…").click();
  await block.getByLabel("Why it stays").selectOption("intended");
  await block.getByLabel("Reason").fill(reason);
  await block.getByRole("button", { name: "Ask an approver" }).click();
  await expect(block.getByText("an approver was asked on")).toBeVisible();
}

test("a critical finding that its owner needs: a no leaves the version blocked, a yes lets it be published with the reason on its badge", async ({
  open,
  site,
}) => {
  const owner = await site.person();
  const plugin = freshPlugin("needed");
  const version = await site.checked(owner, pluginZip(SHELL, plugin));
  const own = await open(owner);
  await own.goto(urls.version(plugin.packageName, "1.0.0"));
  await expect(header(own).getByText("Blocked", { exact: true })).toBeVisible();
  await askForAcceptance(own, "It starts a program.");

  const desk = await open(await site.person({ role: "approver" }));
  await desk.goto(urls.reviewVersion(version.id));
  await desk.getByText("Refuse…", { exact: true }).click();
  const no = desk.locator("form").filter({ has: desk.getByRole("button", { name: "Refuse the request" }) });
  await no.getByRole("textbox").fill("Which program, and whose text reaches it?");
  await no.getByRole("button", { name: "Refuse the request" }).click();
  await waitFor("the mail with the no", async () =>
    (await site.mailsTo(owner)).find((mail) => mail.text.includes("Which program, and whose text reaches it?")),
  );
  expect((await site.settled(version.id)).status).toBe("blocked");

  await own.goto(urls.version(plugin.packageName, "1.0.0"));
  await expect(own.getByText("Which program, and whose text reaches it?").first()).toBeVisible();
  await askForAcceptance(own, "A constant of this plugin, no text of others.");
  await desk.goto(urls.reviewVersion(version.id));
  await desk.getByText("Accept this finding…").click();
  await desk.getByLabel("Why it may stay").fill("Only a constant reaches the shell.");
  await desk.getByRole("button", { name: "Accept the finding" }).click();
  await expect(header(desk).getByText("Ready for approval")).toBeVisible();
  await desk.getByRole("button", { name: "Approve and publish 1.0.0" }).click();
  await expect(desk).toHaveURL(urls.review());
  const visitor = await open(null);
  await visitor.goto(urls.version(plugin.packageName, "1.0.0"));
  await expect(visitor.getByText("1 kept with reason").first()).toBeVisible();
});

test("a trusted owner's version that newly hides a critical finding waits for a person; once seen, the next one does not", async ({
  open,
  site,
}) => {
  const owner = await site.person({ isTrusted: true });
  const plugin = freshPlugin("trusted_hides");
  const page = await open(owner);
  await uploadThroughForm(page, pluginZip(SHELL_INTENDED, plugin));
  await expect(header(page).getByText("Ready for approval")).toBeVisible();
  const [first] = await site.versionsOf(plugin.packageName);
  if (!first) throw new Error("nothing was uploaded");
  const desk = await open(await site.person({ role: "approver" }));
  await desk.goto(urls.reviewVersion(first.id));
  await expect(desk.getByText(/hides a critical finding/).first()).toBeVisible();
  await desk.getByRole("button", { name: "Approve and publish 1.0.0" }).click();
  await expect(desk).toHaveURL(urls.review());

  await page.goto(urls.addPlugin());
  await uploadThroughForm(page, pluginZip(SHELL_INTENDED, { ...plugin, version: "1.1.0" }));
  await expect(header(page).getByText("Published", { exact: true })).toBeVisible();
});

test("a version that could not be checked needs a decision; checked again in order, it is ready", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("lost_file");
  const version = await site.checked(owner, pluginZip(CLEAN, plugin));
  const file = site.storage.pathOf(version.artifactSha256);
  await rename(file, `${file}.away`);
  const own = await open(owner);
  await own.goto(urls.version(plugin.packageName, "1.0.0"));
  await own.getByRole("button", { name: "Scan again" }).click();
  await expect(header(own).getByText("Could not be checked").first()).toBeVisible({ timeout: 30_000 });
  expect((await site.settled(version.id)).status).toBe("inconclusive");

  const desk = await open(await site.person({ role: "approver" }));
  await desk.goto(urls.review());
  await desk.getByRole("link", { name: "Needs a decision" }).click();
  await desk.getByRole("link", { name: `${plugin.name} 1.0.0` }).click();
  await expect(desk.getByRole("button", { name: "Approve and publish 1.0.0" })).toHaveCount(0);
  await rename(`${file}.away`, file);
  await desk.getByRole("button", { name: "Scan again" }).click();
  await expect(header(desk).getByText("Ready for approval")).toBeVisible({ timeout: 30_000 });
});
