/** Takes the pictures of a running site (its environment is ours) and says what no picture shows: faults of scripts, pages that scroll sideways. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { projectRoot } from "@/scripts/project-root";
import { findChromium } from "@/tests/helpers/chromium";
import { SESSION_COOKIE } from "@/tests/helpers/e2e-session";
import { openSite } from "@/tests/helpers/e2e-site";
import { admin } from "./admin";
import { docs } from "./docs";
import { mail } from "./mail";
import { owner } from "./owner";
import { review } from "./review";
import type { Area, Stage, State } from "./state";
import { version } from "./version";
import { visitor } from "./visitor";

/** In this order: what a later one does to people and rules must not show in an earlier one. */
const AREAS: Record<string, Area> = { visitor, docs, owner, version, review, admin, mail };
const FORMS = [1280, 390].flatMap((width) => (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })));
const AT_ONCE = 3;
const folder = join(projectRoot, "test-results", "pictures");

async function picture(browser: Browser, { site }: Stage, state: State, note: (words: string) => void): Promise<void> {
  const context = await browser.newContext({
    baseURL: site.env.publicUrl,
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  try {
    if (state.by) await context.addCookies([{ name: SESSION_COOKIE, value: await site.signIn(state.by), url: site.env.publicUrl }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => note(`script failed: ${error.message}`));
    page.on("response", (response) => response.status() >= 500 && note(`${response.status()} ${response.url()}`));
    if (typeof state.shows === "string") await page.goto(state.shows, { waitUntil: "networkidle" });
    else await page.setContent(state.shows.html, { waitUntil: "networkidle" });
    await state.act?.(page);
    for (const { width, colorScheme } of FORMS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForTimeout(300);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) note(`scrolls sideways at ${width}`);
      await page.screenshot({ path: join(folder, `${state.name}-${width}-${colorScheme}.png`), fullPage: true, animations: "disabled" });
    }
  } catch (error) {
    note((error as Error).message.split("\n").slice(0, 3).join(" "));
  } finally {
    await context.close();
  }
}

async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const site = openSite();
  const [owner, trusted, second, approver, admin] = await Promise.all(
    (["owner", "trusted", "second", "approver", "admin"] as const).map((name) => site.demoPerson(name)),
  );
  const stage = { site, owner, trusted, second, approver, admin } as Stage;
  const browser = await chromium.launch(await findChromium());
  if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const notes: string[] = [];
  let taken = 0;
  for (const [area, prepare] of Object.entries(AREAS)) {
    if (wanted.length > 0 && !wanted.some((part) => part.startsWith(area) || area.startsWith(part))) continue;
    const states = (await prepare(stage)).filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
    const queue = [...states];
    const work = async () => {
      for (let state = queue.shift(); state; state = queue.shift()) {
        const { name } = state;
        await picture(browser, stage, state, (words) => {
          notes.push(`${name}: ${words}`);
          console.log(notes.at(-1));
        });
        taken += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    console.log(`${area}: ${states.length} states`);
  }
  await browser.close();
  await site.close();
  writeFileSync(join(folder, "notes.txt"), `${notes.join("\n")}\n`);
  console.log(`${taken} states in ${FORMS.length} forms each, in ${folder}; ${notes.length} notes`);
  return notes.length > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack ?? error.message);
    process.exit(1);
  },
);
