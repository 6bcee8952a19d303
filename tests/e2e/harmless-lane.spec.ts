import type { Page } from "@playwright/test";
import { isInHarmlessSample } from "@/lib/harmless-sample";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

async function setLane(page: Page, mode: "Off" | "Dry run" | "On", why: string): Promise<void> {
  await page.goto(urls.adminHarmlessLane());
  await page.getByRole("radio", { name: new RegExp(`^${mode}\\b`) }).check();
  await page.getByLabel("Why").fill(why);
  await page.getByRole("button", { name: "Change" }).click();
  await expect(page.getByText(`Now: ${mode}`)).toBeVisible();
  await expect(page.getByText(why)).toBeVisible();
}

test("the harmless lane counts in a dry run, publishes when it is on, and says why each time", async ({ open, site }) => {
  const owner = await site.person();
  let plugin = freshPlugin("lane");
  // Another one where the next version would be drawn for a look.
  for (;;) {
    const { pluginId } = await site.published(owner, pluginZip(CLEAN, plugin));
    if (!isInHarmlessSample(site.env.AUTH_SECRET, { pluginId, publishedVersions: 1 })) break;
    plugin = freshPlugin("lane");
  }
  /** Only a read me and the number differ. */
  const textsOnly = (version: string): Uint8Array =>
    pluginZip(CLEAN, { ...plugin, version, files: { "README.md": `What is new in ${version}\n` } });
  const page = await open(await site.person({ role: "admin" }));
  await page.goto(urls.admin());
  await page.getByRole("link", { name: "Harmless lane" }).click();
  await expect(page.getByText("The lane is off")).toBeVisible();

  await setLane(page, "Dry run", "To see what it would do");
  const waiting = await site.checked(owner, textsOnly("1.0.1"));
  expect(waiting.status).toBe("validated");
  const approver = await open(await site.person({ role: "approver" }));
  await approver.goto(urls.reviewVersion(waiting.id));
  await expect(approver.getByText(/The harmless lane would have approved it/).first()).toBeVisible();
  await page.goto(urls.adminHarmlessLane());
  await expect(page.getByRole("row").filter({ hasText: `${plugin.name} 1.0.1` })).toContainText("Would have been approved");

  await setLane(page, "On", "The dry run was right");
  expect((await site.checked(owner, textsOnly("1.0.2"))).status).toBe("approved");
  expect((await site.checked(owner, pluginZip("VALUE = 2\n", { ...plugin, version: "1.0.3" }))).status).toBe("validated");
  await page.goto(urls.adminHarmlessLane());
  await expect(page.getByRole("row").filter({ hasText: `${plugin.name} 1.0.2` })).toContainText("Only 1 document");
  await expect(page.getByRole("row").filter({ hasText: `${plugin.name} 1.0.3` })).toContainText("extra.py");
  await setLane(page, "Off", "Seen enough");
});
