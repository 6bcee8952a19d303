import type { Page } from "@playwright/test";
import { inArray } from "drizzle-orm";
import { claimVersion } from "@/db/commands/claim-version";
import { decideLater } from "@/db/commands/decide-later";
import { createReviewFeed } from "@/db/commands/review-feed";
import { plugins as pluginTable } from "@/db/schema";
import { urls } from "@/lib/urls";
import type { Site } from "@/tests/helpers/e2e-site";
import { done, looked, standStill } from "./bring-about";
import { personCalled } from "./person";
import { pageStates } from "./review-page";
import { nameOf, type Plugins, preparePlugins, type ReviewPeople, smallZip } from "./review-plugins";
import type { Area, Stage, State } from "./state";

export const review: Area = async (stage) => {
  const { plugins, people } = await preparePlugins(stage);
  return [
    ...(await queueStates(stage, people, plugins)),
    ...(await pageStates(stage, plugins, people)),
    ...decidedStates(stage, plugins, people),
    // No plugin is in these: they may be taken beside the last.
    ...(await feedStates(stage)),
    ...emptyStates(stage),
  ];
};

const row = (page: Page, name: string) =>
  page.getByRole("article").filter({ has: page.getByRole("link", { name: `${name} 1.0.0`, exact: true }) });
const decisions = (page: Page) => page.getByRole("region", { name: "Your last decisions" });
const select = (page: Page, name: string) => page.getByLabel(`Select ${name} 1.0.0`).check();

/** The lists, narrowed, sorted, with forms open; nothing is decided yet. */
async function queueStates({ site, approver, admin, owner }: Stage, people: ReviewPeople, plugins: Plugins): Promise<State[]> {
  await done(claimVersion(site.db, { person: approver, versionId: plugins.late.id }));
  const list = (name: string, query: Parameters<typeof urls.review>[0] = {}, act?: State["act"], by: State["by"] = approver): State => ({
    ...{ name: `review-queue-${name}`, by, shows: urls.review(query) },
    ...(act ? { act } : {}),
  });
  const one = { q: nameOf("returnRow") };
  return [
    list("ready"),
    list("ready-admin", {}, undefined, admin),
    list("decision", { list: "needs-decision" }),
    list("reason", { reason: "new-suppressions" }),
    list("new-author", { reason: "first-by-author" }),
    list("asked", { list: "needs-decision", reason: "acceptance-asked" }),
    list("inconclusive", { list: "needs-decision", reason: "inconclusive" }),
    list("public-blocked", { list: "needs-decision", reason: "public-not-clean" }),
    list("text", { q: "Road" }),
    list("late", { late: "1" }),
    list("claimed-by-me", { claim: "mine" }),
    list("experimental", { channel: "experimental" }),
    list("by-name", { sort: "name" }),
    list("newest", { sort: "newest" }),
    list("own", { own: "1", q: "Milestones" }, undefined, people.withPlugin),
    list("filtered-to-nothing", { q: "no such plugin", via: "token" }),
    list("decision-filtered-to-nothing", { list: "needs-decision", q: "no such plugin" }),
    list("claimed-by-other", { q: nameOf("late") }, undefined, people.other),
    list("plain-user", {}, undefined, owner),
    list("visitor", {}, undefined, null),
    list("keys", one, (page) => page.getByText("Keyboard shortcuts").click()),
    list("keys-off", one, async (page) => {
      await page.getByText("Keyboard shortcuts").click();
      await page.getByLabel("Use these keys").uncheck();
    }),
    list("focused-by-key", { q: "Route Cards" }, async (page) => {
      await page.locator("h1").click();
      await page.keyboard.press("j");
      await page.keyboard.press("j");
    }),
    list("selected", { q: "Route Cards" }, async (page) => {
      for (const key of ["batchOne", "batchTwo"] as const) await select(page, nameOf(key));
    }),
    list("nothing-selected", { q: "Route Cards" }, async (page) => {
      await page.getByRole("button", { name: "Approve selected" }).click();
      await page.getByText("Select at least one version first.").waitFor();
    }),
    list("return-open", one, (page) => page.getByText("Return…").click()),
    list("reject-open", one, (page) => page.getByText("Reject…").click()),
    list("return-missing", one, async (page) => {
      await page.getByText("Return…").click();
      await row(page, nameOf("returnRow")).getByLabel("Reason").first().fill("   ");
      await page.getByRole("button", { name: "Return 1.0.0" }).click();
      await page.getByText("Write a reason: the author reads it.").waitFor();
    }),
    list("menu", one, async (page) => {
      await page.setViewportSize({ width: 390, height: 900 });
      await page.getByRole("button", { name: "Menu" }).click();
    }),
  ];
}

/** Somebody's own address for QGIS. */
async function feedStates({ site, approver, owner }: Stage): Promise<State[]> {
  const [has, made, ended] = [
    await personCalled(site, "Approver with a feed", { role: "approver" }),
    await personCalled(site, "Approver who makes a feed", { role: "approver" }),
    await personCalled(site, "Approver who ends a feed", { role: "approver" }),
  ];
  for (const person of [has, ended]) await done(createReviewFeed(site.db, { person }));
  const feed = (name: string, by: State["by"], act?: State["act"]): State => ({
    ...{ name: `review-feed-${name}`, by, shows: urls.reviewFeedPage() },
    ...(act ? { act } : {}),
  });
  return [
    feed("none", approver),
    feed("there", has),
    feed("plain-user", owner),
    feed("made", made, async (page) => {
      await page.getByRole("button", { name: "Make the address" }).click();
      await page.getByLabel("Address for QGIS").waitFor();
      await hideSecret(page);
    }),
    feed("ended", ended, async (page) => {
      await page.getByRole("button", { name: "End the address" }).click();
      await page.getByText("You have none at the moment.").waitFor();
    }),
  ];
}

/** The same in every picture. */
const hideSecret = (page: Page) =>
  page.getByLabel("Address for QGIS").evaluate((input) => {
    (input as HTMLInputElement).value = (input as HTMLInputElement).value.replace(/review\/[^/]+/, `review/${"A".repeat(43)}`);
  });

/** Decisions from the list: while they can be taken back, once they are over, and those of others. */
function decidedStates({ site, approver, admin }: Stage, plugins: Plugins, { author, other, withPlugin, hasLeft }: ReviewPeople): State[] {
  return [
    {
      ...{ name: "review-queue-claimed", by: other, shows: urls.review({ q: nameOf("returnRow") }) },
      act: async (page) => {
        await page.getByRole("button", { name: "Claim" }).click();
        await page.getByText("Claimed by you until").waitFor();
      },
    },
    {
      ...{ name: "review-queue-over", by: hasLeft, shows: urls.review({ q: "Sand Banks" }) },
      act: async (page) => {
        const taken = { person: hasLeft, decision: "approve" as const, isFromList: true };
        await done(decideLater(site.db, { ...taken, ...looked(plugins.overTaken) }));
        await done(decideLater(site.db, { ...taken, ...looked(plugins.overFailed) }));
        await site.checked(author, smallZip("overFailed", "VALUE = 3\n"));
        await page.goto(urls.review({ q: "Sand Banks" }));
        await decisions(page).getByText("was not approved").waitFor({ timeout: 25_000 });
        await decisions(page).getByText("was approved").waitFor({ timeout: 25_000 });
      },
    },
    {
      ...{ name: "review-queue-decided-by-other", by: other, shows: urls.review({ q: nameOf("pending") }) },
      act: async (page) => {
        const taken = { person: withPlugin, decision: "return" as const, reason: "Please add a changelog.", isFromList: true };
        await done(decideLater(site.db, { ...taken, ...looked(plugins.pending) }));
        await page.goto(urls.review({ q: nameOf("pending") }));
        await page.getByText("has decided").waitFor();
        await standStill(page);
      },
    },
    {
      ...{ name: "review-queue-undo", by: approver, shows: urls.review({ q: nameOf("batchOne") }) },
      act: async (page) => {
        await row(page, nameOf("batchOne")).getByRole("button", { name: "Approve" }).click();
        await decisions(page).getByText("will be approved in a few seconds.").waitFor();
        await standStill(page);
      },
    },
    {
      ...{ name: "review-queue-undo-several", by: admin, shows: urls.review({ q: "Route Cards" }) },
      act: async (page) => {
        for (const key of ["batchTwo", "batchStale"] as const) await select(page, nameOf(key));
        await page.getByRole("button", { name: "Approve selected" }).click();
        await decisions(page).getByRole("button", { name: "Undo both" }).waitFor();
        await standStill(page);
      },
    },
    {
      ...{ name: "review-queue-undone", by: other, shows: urls.review({ q: nameOf("returnRow") }) },
      act: async (page) => {
        await row(page, nameOf("returnRow")).getByRole("button", { name: "Approve" }).click();
        await decisions(page).getByRole("button", { name: /^Undo/ }).last().click();
        await row(page, nameOf("returnRow")).getByRole("button", { name: "Approve" }).waitFor();
      },
    },
  ];
}

/** Nothing waits: for the moment in which the page is read, all plugins count as deleted. Last of all. */
function emptyStates({ site, approver }: Stage): State[] {
  const empty = (name: string, list?: string): State => ({
    ...{ name: `review-queue-empty-${name}`, by: approver, shows: urls.reviewFeedPage() },
    act: (page) => whileAllAreGone(site, () => page.goto(urls.review({ list }), { waitUntil: "networkidle" })),
  });
  return [empty("ready"), empty("decision", "needs-decision")];
}

let before: Promise<unknown> = Promise.resolve();

function whileAllAreGone(site: Site, look: () => Promise<unknown>): Promise<unknown> {
  before = before.then(async () => {
    const there = (await site.db.select({ id: pluginTable.id, deletedAt: pluginTable.deletedAt }).from(pluginTable)).filter(
      (one) => one.deletedAt === null,
    );
    const ids = inArray(
      pluginTable.id,
      there.map((one) => one.id),
    );
    await site.db.update(pluginTable).set({ deletedAt: new Date() }).where(ids);
    try {
      await look();
    } finally {
      await site.db.update(pluginTable).set({ deletedAt: null }).where(ids);
    }
  });
  return before;
}
