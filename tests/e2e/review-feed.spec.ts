import { and, eq } from "drizzle-orm";
import { auditEntries, users } from "@/db/schema";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";
import { readAsDesktop } from "../helpers/qgis-desktop";

test("an approver adds the review feed to QGIS, installs what waits, and the address ends with them", async ({ open, site }) => {
  const owner = await site.person();
  const approver = await site.person({ role: "approver" });
  const [waiting, blocked, own] = [freshPlugin("feed_waits"), freshPlugin("feed_blocked"), freshPlugin("feed_own")];
  const zip = pluginZip(CLEAN, waiting);
  const version = await site.checked(owner, zip);
  await site.checked(owner, pluginZip(SHELL, blocked));
  await site.checked(approver, pluginZip(CLEAN, own));

  const page = await open(approver);
  await page.goto(urls.review());
  await page.getByRole("link", { name: "Try them in QGIS" }).click();
  await expect(page.getByText("You have none at the moment.")).toBeVisible();
  await page.getByRole("button", { name: "Make the address" }).click();
  const address = await page.getByLabel("Address for QGIS").inputValue();

  // As Desktop does: without a sign-in, with its own version added.
  const { request } = await open(null);
  const read = async () => {
    const answer = await request.get(`${address}?qgis=3.34`);
    return { answer, plugins: answer.ok() ? readAsDesktop(await answer.text(), "3.34") : [] };
  };
  const { answer, plugins } = await read();
  expect(answer.headers()["cache-control"]).toBe("private, no-store");
  expect(plugins.map((one) => one.id)).toEqual(expect.arrayContaining([waiting.packageName]));
  expect(plugins.map((one) => one.id)).not.toEqual(expect.arrayContaining([blocked.packageName]));
  expect(plugins.map((one) => one.id)).not.toEqual(expect.arrayContaining([own.packageName]));
  const offered = plugins.find((one) => one.id === waiting.packageName);
  expect(offered).toMatchObject({ name: waiting.name, version: "1.0.0", isTrusted: false });
  expect((await (await request.get(`${address}?qgis=3.16`)).text()).includes(waiting.packageName)).toBe(false);

  const part = await request.get(offered?.downloadUrl ?? "", { headers: { range: "bytes=1-" } });
  expect(part.status()).toBe(206);
  const file = await request.get(offered?.downloadUrl ?? "");
  expect(Buffer.compare(await file.body(), Buffer.from(zip))).toBe(0);
  expect(file.headers()["cache-control"]).toBe("private, no-store");
  const recorded = await site.db
    .select({ actorId: auditEntries.actorId })
    .from(auditEntries)
    .where(and(eq(auditEntries.event, "file:downloaded"), eq(auditEntries.versionId, version.id)));
  expect(recorded, "a part of the file is recorded like the whole").toEqual([{ actorId: approver.userId }, { actorId: approver.userId }]);
  for (const path of [
    urls.download(waiting.packageName, "1.0.0"),
    offered?.downloadUrl.replace(waiting.packageName, blocked.packageName) ?? "",
    offered?.downloadUrl.replace(waiting.packageName, own.packageName) ?? "",
    offered?.downloadUrl.replace(/review\/[^/]+\//, `review/${"A".repeat(43)}/`) ?? "",
  ])
    expect((await request.get(path)).status(), path).toBe(404);

  // Decided: it is on no review feed any more, and its link is dead.
  const decider = await open(await site.person({ role: "approver" }));
  await decider.goto(urls.reviewVersion(version.id));
  await decider.getByText("Return to the author…", { exact: true }).click();
  const form = decider.locator("form").filter({ has: decider.getByRole("button", { name: "Return 1.0.0" }) });
  await form.getByLabel("Reason").fill("Please add a changelog.");
  await form.getByRole("button", { name: "Return 1.0.0" }).click();
  await site.readEmail(owner, `Plugin Returned: ${waiting.name} v1.0.0`);
  expect((await request.get(offered?.downloadUrl ?? "")).status()).toBe(404);

  // A new address ends the old one; losing the role ends it for good.
  await page.goto(urls.reviewFeedPage());
  await expect(page.getByText("last used on")).toBeVisible();
  await page.getByRole("button", { name: "Make a new address" }).click();
  const second = await page.getByLabel("Address for QGIS").inputValue();
  expect((await read()).answer.status()).toBe(404);
  expect((await request.get(second)).status()).toBe(200);
  const setRole = (role: "user" | "approver") => site.db.update(users).set({ role }).where(eq(users.id, approver.userId));
  await setRole("user");
  expect((await request.get(second)).status()).toBe(404);
  await setRole("approver");
  expect((await request.get(second)).status()).toBe(404);
  await page.goto(urls.reviewFeedPage());
  await expect(page.getByText("You have none at the moment.")).toBeVisible();
  await page.getByRole("button", { name: "Make the address" }).click();
  const third = await page.getByLabel("Address for QGIS").inputValue();
  await page.getByRole("button", { name: "End the address" }).click();
  await expect(page.getByText("You have none at the moment.")).toBeVisible();
  await expect(page.getByLabel("Address for QGIS")).toHaveCount(0);
  expect((await request.get(third)).status()).toBe(404);
});
