import { urls } from "@/lib/urls";
import { CLEAN, pluginZip } from "../builders/findings";
import { fileField, freshPlugin, uploadButton, uploadThroughForm, zipPayload } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("an upload without JavaScript: the form sends the file, and the page comes back by itself until the checks have ended", async ({
  open,
  site,
}) => {
  const plugin = freshPlugin("no_script");
  const page = await open(await site.person(), { javaScriptEnabled: false });
  const goOn = await site.holdChecks();
  await uploadThroughForm(page, pluginZip(CLEAN, plugin));
  await expect(page).toHaveURL(new RegExp(`${urls.version(plugin.packageName, "1.0.0")}`));
  await expect(page.locator("main header").getByText("Validating", { exact: true })).toBeVisible();
  await goOn();
  await expect(page.locator("main header").getByText("Ready for approval")).toBeVisible();
});

test("problems of a package are listed without JavaScript too", async ({ open, site }) => {
  const plugin = freshPlugin("no_script_wrong");
  const page = await open(await site.person(), { javaScriptEnabled: false });
  await page.goto(urls.addPlugin());
  await fileField(page).setInputFiles(zipPayload(pluginZip(CLEAN, { ...plugin, files: { LICENSE: null }, metadata: { author: null } })));
  await uploadButton(page).click();
  await expect(page.getByText("The package cannot be accepted as it is.")).toBeVisible();
  await expect(page.locator("a[href$='#package-missing-license']")).toBeVisible();
  await expect(page.getByText("author", { exact: false }).first()).toBeVisible();
  expect(await site.versionsOf(plugin.packageName)).toEqual([]);
});

test("a file that is too large, or empty, is refused in words without JavaScript too", async ({ open, site }) => {
  const page = await open(await site.person(), { javaScriptEnabled: false });
  await page.goto(urls.addPlugin());
  await fileField(page).setInputFiles(zipPayload(new Uint8Array(25_000_001)));
  await uploadButton(page).click();
  await expect(page.getByText("The file has 25,000,001 bytes; the largest possible package has 25,000,000.")).toBeVisible();
  await fileField(page).setInputFiles(zipPayload(new Uint8Array()));
  await uploadButton(page).click();
  await expect(page.getByText("Choose a file first; an empty one is no package.")).toBeVisible();
});

test("whose sign-in has ended meanwhile is led to sign in, and back", async ({ open, site }) => {
  const page = await open(await site.person(), { javaScriptEnabled: false });
  await page.goto(urls.addPlugin());
  await fileField(page).setInputFiles(zipPayload(pluginZip(CLEAN, freshPlugin("too_late"))));
  await page.context().clearCookies();
  await uploadButton(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.getByRole("button", { name: "Sign in as Second owner", exact: true }).click();
  await expect(page).toHaveURL(urls.addPlugin());
});

test("an approver returns a version without JavaScript", async ({ open, site }) => {
  const plugin = freshPlugin("no_script_review");
  const version = await site.checked(await site.person(), pluginZip(CLEAN, plugin));
  const page = await open(await site.person({ role: "approver" }), { javaScriptEnabled: false });
  await page.goto(urls.reviewVersion(version.id));
  await page.getByText("Return to the author…").click();
  await page.getByLabel("Reason", { exact: true }).locator("visible=true").fill("Please say in the description what it does.");
  await page.getByRole("button", { name: "Return 1.0.0" }).click();
  await expect(page).toHaveURL(urls.review());
  await expect(page.getByText(`${plugin.name} 1.0.0 was returned.`)).toBeVisible();
  expect((await site.versionsOf(version.packageName)).map(({ status }) => status)).toEqual(["returned"]);
});
