import { expect, test } from "@playwright/test";
import { PICTURE_SECURITY_POLICY } from "@/lib/security-headers";
import { urls } from "@/lib/urls";
import { expectNoSeriousProblem } from "../helpers/accessible";

test("the home page opens without errors and without serious accessibility problems @phone", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(errors).toEqual([]);
  await expectNoSeriousProblem(page);
});

test("on a phone the links stand in a menu that a keyboard opens and closes, without JavaScript", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(urls.home());
  const menu = page.getByRole("button", { name: "Menu" });
  const rules = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Security scanning" });
  await expect(menu).toHaveAttribute("popovertarget", /./);
  await expect(rules).toBeHidden();
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(rules).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rules).toBeHidden();
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${urls.docs()}`);
  await context.close();
});

test("a plugin's own picture can be looked at by itself and runs nothing", async ({ page, request }) => {
  const answer = await request.get(urls.icon("layer_notes"));
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-security-policy"]).toBe(PICTURE_SECURITY_POLICY);
  await page.goto(urls.plugin("layer_notes"));
  const picture = page.locator(`img[src="${urls.icon("layer_notes")}"]`);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

test("a button that copies keeps its name and says when it is done", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(urls.plugin("layer_notes"));
  const button = page.getByRole("button", { name: "Copy the address", exact: true });
  await button.click();
  await expect(page.getByRole("status").filter({ hasText: /^Copied$/ })).toBeVisible();
  await expect(button).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(urls.feed());
});

test("every answer carries the headers that keep a page from being framed, sniffed or fed with foreign scripts", async ({ request }) => {
  for (const path of ["/", "/api/health", "/no-such-page"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
  }
});
