import type { Locator, Page } from "@playwright/test";
import { zipPayload } from "./e2e-plugin";
import type { OpenPage } from "./e2e-test";

/** Typing is not counted; choosing from a list or a file is one click. */
interface Effort {
  clicks: number;
  /** Other addresses in the browser's bar. */
  pages: number;
}

export interface AtWork {
  page: Page;
  effort: Effort;
  click(what: Locator): Promise<void>;
  choose(list: Locator, value: string | { index: number }): Promise<void>;
  attach(field: Locator, zip: Uint8Array): Promise<void>;
}

/** A person at the page where their work begins. */
async function begin(page: Page, start: string): Promise<AtWork> {
  await page.goto(start);
  const effort: Effort = { clicks: 0, pages: 0 };
  let address = page.url();
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame() || frame.url() === address) return;
    address = frame.url();
    effort.pages += 1;
  });
  return {
    page,
    effort,
    async click(what) {
      effort.clicks += 1;
      await what.click();
    },
    async choose(list, value) {
      effort.clicks += 1;
      await list.selectOption(value);
    },
    async attach(field, zip) {
      effort.clicks += 1;
      await field.setInputFiles(zipPayload(zip));
    },
  };
}

/** Each task in a browser of its own, so that nothing of the one before is open. */
export async function efforts(
  open: OpenPage,
  tasks: readonly (readonly [Parameters<OpenPage>[0], string, (at: AtWork) => Promise<void>])[],
): Promise<Effort[]> {
  const all: Effort[] = [];
  for (const [person, start, task] of tasks) {
    const page = await open(person);
    const at = await begin(page, start);
    await task(at);
    all.push({ ...at.effort });
    await page.close();
  }
  return all;
}
