/** Blocked, a patch for it, and the fixed file: downloaded and sent again, or taken with one press. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { urls } from "@/lib/urls";
import { pluginZip } from "../builders/findings";
import { expectAccessible } from "../helpers/accessible";
import { fileField, freshPlugin, zipPayload } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

const CODE = "import yaml\n\n\ndef read(stream):\n    return yaml.load(stream, Loader=yaml.Loader)\n";
const VERSION = "1.0.0";

const zipOf = (plugin: ReturnType<typeof freshPlugin>, code = CODE) => pluginZip(code, plugin);

test("blocked, the patch is downloaded and applied, the result passes under the same number", async ({ open, site }) => {
  const owner = await site.person();
  const plugin = freshPlugin("mended");
  const { packageName } = await site.checked(owner, zipOf(plugin));
  const page = await open(owner);
  await page.goto(urls.version(packageName, VERSION));
  await expect(page.locator("main header").getByText("Blocked", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Show the patch" }).click();
  await page.waitForURL(`**${urls.patch(packageName, VERSION)}`);
  await expect(page.getByRole("heading", { name: "What it changes" })).toBeVisible();
  await expect(page.getByText("Passed: nothing", { exact: false })).toBeVisible();
  await expect(page.getByRole("row", { name: "To fix 1 0" })).toBeVisible();
  await expect(page.locator("#diff").getByText("+    return yaml.safe_load(stream)")).toBeVisible();

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Patch", exact: true }).click()]);
  expect(download.suggestedFilename()).toBe(`${packageName}.${VERSION}.patch`);
  const folder = mkdtempSync(join(tmpdir(), "gb-e2e-patch-"));
  try {
    mkdirSync(join(folder, packageName));
    const source = join(folder, packageName, "extra.py");
    writeFileSync(source, CODE);
    await download.saveAs(join(folder, "a.patch"));
    execFileSync("git", ["apply", "a.patch"], { cwd: folder });
    await page.goto(urls.addPlugin({ plugin: packageName, version: VERSION }));
    await page.getByText("It is sent at once.").waitFor();
    await fileField(page).setInputFiles(zipPayload(zipOf(plugin, readFileSync(source, "utf8"))));
    await expect(page.locator("main header").getByText("Ready for approval")).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect((await site.versionsOf(packageName)).map(({ status }) => status)).toEqual(["validated"]);
});

test("blocked, and the fixed file is taken with two presses, without JavaScript too; nobody else sees any of it", async ({
  open,
  site,
}) => {
  const owner = await site.person();
  const { packageName } = await site.checked(owner, zipOf(freshPlugin("two_presses")));
  const page = await open(owner, { javaScriptEnabled: false });
  await page.goto(urls.version(packageName, VERSION));
  await page.getByRole("button", { name: "Show the patch" }).click();
  await expect(page.getByRole("row", { name: "To fix 1 0" })).toBeVisible();

  const addresses = [urls.patch, urls.patchDiff, urls.patchZip].map((address) => address(packageName, VERSION));
  for (const address of addresses) expect((await page.request.get(address)).status(), address).toBe(200);
  const strangers = [await site.person(), await site.person({ role: "approver" }), await site.demoPerson("admin")];
  for (const stranger of strangers) {
    const { request } = await open(stranger);
    for (const address of addresses) expect((await request.get(address)).status(), address).toBe(404);
  }

  await page.getByRole("button", { name: `Upload the fixed file as ${VERSION}` }).click();
  await page.waitForURL(`**${urls.version(packageName, VERSION)}*`);
  const [version] = await site.versionsOf(packageName);
  expect(await site.settled(version?.id ?? 0)).toMatchObject({ status: "validated" });
});

test("the page of a patch is readable on a phone, in the dark, and by a screen reader", async ({ open, site }) => {
  const owner = await site.person();
  const { packageName } = await site.checked(owner, zipOf(freshPlugin("looked_at")));
  const page = await open(owner);
  await page.goto(urls.version(packageName, VERSION));
  await page.getByRole("button", { name: "Show the patch" }).click();
  await expect(page.getByRole("row", { name: "To fix 1 0" })).toBeVisible();
  await expectAccessible(page);
});
