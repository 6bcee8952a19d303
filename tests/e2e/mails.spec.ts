/** Which mails somebody gets: chosen by keyboard, stopped from a mail without signing in. */
import { eq } from "drizzle-orm";
import { mailPreferences } from "@/db/schema";
import { signUnsubscribe } from "@/lib/unsubscribe-link";
import { urls } from "@/lib/urls";
import { expect, test } from "../helpers/e2e-test";

test("an approver chooses one mail a day, by keyboard alone", async ({ open, site }) => {
  const person = await site.person({ role: "approver" });
  const page = await open(person);
  await page.goto(urls.accountMails());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your mails");
  await page.getByLabel("A mail for each, at once").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Upload confirmations")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("One mail a day with all that waits; none on days when nothing does")).toBeChecked();
  await expect(page.getByLabel("Upload confirmations")).not.toBeChecked();
  await expect(page.getByLabel("Reminders")).toBeChecked();
});

for (const javaScriptEnabled of [true, false]) {
  test(`the link in a mail stops that kind of mail ${javaScriptEnabled ? "with" : "without"} JavaScript, and only when the button is pressed`, async ({
    open,
    site,
  }) => {
    const person = await site.person();
    const token = signUnsubscribe(site.env.AUTH_SECRET, { userId: person.userId, topic: "reminders" });
    const chosen = () => site.db.select().from(mailPreferences).where(eq(mailPreferences.userId, person.userId));
    const page = await open(null, { javaScriptEnabled });
    await page.goto(urls.stopMails(token));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Stop these mails?");
    expect(await chosen()).toEqual([]);
    await page.getByRole("button", { name: "Stop these mails" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("These mails are stopped");
    expect(await chosen()).toMatchObject([{ reminders: false, receipts: true, review: "at-once" }]);
  });
}

test("a mail program's one press stops it without cookie, page or redirect", async ({ site, request }) => {
  const person = await site.person();
  const token = signUnsubscribe(site.env.AUTH_SECRET, { userId: person.userId, topic: "receipts" });
  const answer = await request.post(`${site.env.publicUrl}${urls.unsubscribe(token)}`, {
    form: { "List-Unsubscribe": "One-Click" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(200);
  expect(answer.headers()["set-cookie"]).toBeUndefined();
  expect(await site.db.select().from(mailPreferences).where(eq(mailPreferences.userId, person.userId))).toMatchObject([
    { receipts: false, reminders: true },
  ]);
});
