/** What a healthy site that is in use does not show by itself: faults, and lists with nothing in them. */
import { mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { eq, inArray, isNull, sql } from "drizzle-orm";
import { plugins, versions } from "@/db/schema";
import { outboxFolder } from "@/lib/mailer";
import { absoluteUrl, urls } from "@/lib/urls";
import type { Person, Site } from "@/tests/helpers/e2e-site";
import { seen } from "./bring-about";
import type { Stage, State } from "./state";

export function rarePages({ site }: Stage, office: Person): State[] {
  return [
    { name: "visitor-badge-pictures", by: null, shows: { html: badgePictures(site) } },
    { name: "visitor-fault", by: office, shows: urls.home(), act: (page) => withBrokenPlugin(site, page, "grave_finder") },
  ];
}

/** In turn, since each empties what the others must find full; the address is `shows`, opened once more. */
export function nothingThere({ site }: Stage): State[] {
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = (name: string, shows: string, words: string, hide: () => Promise<() => Promise<unknown>>): State => ({
    name: `visitor-${name}`,
    by: null,
    shows,
    act: (page) => {
      before = before.then(async () => {
        const bringBack = await hide();
        await page.goto(shows, { waitUntil: "networkidle" }).finally(bringBack);
        await seen(page, words);
      });
      return before;
    },
  });
  return [
    inTurn("home-empty", urls.home(), "No plugin is published yet", () => hidePlugins(site)),
    inTurn("plugins-empty", urls.plugins(), "No plugin is published yet", () => hidePlugins(site)),
    inTurn("outbox-empty", urls.outbox(), "No mail yet", () => hideMails(outboxFolder(site.env.dataDir))),
  ];
}

async function hidePlugins({ db }: Site) {
  const hidden = await db.update(plugins).set({ deletedAt: sql`now()` }).where(isNull(plugins.deletedAt)).returning({ id: plugins.id });
  const ids = hidden.map(({ id }) => id);
  return () => db.update(plugins).set({ deletedAt: null }).where(inArray(plugins.id, ids));
}

async function hideMails(folder: string) {
  await rename(folder, `${folder}-hidden`);
  return async () => {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(`${folder}-hidden`)) await rename(join(`${folder}-hidden`, name), join(folder, name));
  };
}

/** What no code expects. The answer's 500 is what is to be seen, and no fault to be noted. */
async function withBrokenPlugin({ db }: Site, page: Page, packageName: string): Promise<void> {
  const [row] = await db
    .select({ id: versions.id, metadata: versions.metadata })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(eq(plugins.packageName, packageName));
  if (!row) throw new Error(`${packageName} is not there`);
  const write = (metadata: unknown) =>
    db
      .update(versions)
      .set({ metadata: metadata as typeof row.metadata })
      .where(eq(versions.id, row.id));
  await page.route(`**${urls.plugin(packageName)}*`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, status: 200 });
  });
  await write({ ...row.metadata, tags: 1, pluginDependencies: null });
  await page.goto(urls.plugin(packageName), { waitUntil: "networkidle" }).finally(() => write(row.metadata));
  await seen(page, "Something went wrong on our side");
}

const BADGES = ["layer_notes", "stream_order", "tile_fetcher", "harbour_tides", "tram_stops", "projection_batch", "no_such_plugin"];

const badgePictures = ({ env }: Site): string =>
  BADGES.map((one) => `<p>${one}<br><img src="${absoluteUrl(env.publicUrl, urls.badge(one))}" alt="none"></p>`).join("");
