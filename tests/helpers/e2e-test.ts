import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { SESSION_COOKIE } from "./e2e-session";
import { openSite, type Person, type Site } from "./e2e-site";

export { expect };

/** A page of a browser that belongs to this person alone, signed in already; null is a visitor. */
export type OpenPage = (person: Person | null, options?: BrowserContextOptions) => Promise<Page>;

/**
 * The site with its database and mails, and browsers for as many people as a test needs. Whatever a test is about: no
 * page may answer 5xx, and no script may fail.
 */
export const test = base.extend<{ open: OpenPage }, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const site = openSite();
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],
  open: async ({ browser, site }, use) => {
    const faults: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (person, options = {}) => {
      const context = await browser.newContext({ baseURL: site.env.publicUrl, ...options });
      contexts.push(context);
      if (person) await context.addCookies([{ name: SESSION_COOKIE, value: await site.signIn(person), url: site.env.publicUrl }]);
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("response", (response) => response.status() >= 500 && faults.push(`${response.status()} ${response.url()}`));
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults).toEqual([]);
  },
});
