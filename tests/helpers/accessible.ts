import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * What axe finds grave. Not inside of frames: those hold mails, in a sandbox where no script can run, and axe would wait for
 * an answer; mails are looked at as pages of their own. Without frames the mode for one page is enough, which takes a third
 * of the time.
 */
async function seriousProblems(page: Page, within: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(within).exclude("iframe").setLegacyMode();
  const { violations } = await axe.options({ resultTypes: ["violations"] }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

/** No serious problem in light and in dark. */
export async function expectNoSeriousProblem(page: Page, within = "html"): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Buttons fade from one colour into the other; what counts is where they end. Waiting would not do: in a closed block they stand still.
    await page.evaluate(() => {
      for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) one.finish();
    });
    expect(await seriousProblems(page, within), colorScheme).toEqual([]);
  }
  for (const frame of await page.locator("iframe").all()) await expect(frame).toHaveAttribute("title", /./);
}

/** Nothing is cut off or must be scrolled to sideways on a phone. */
export async function expectFitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, "pixels to scroll sideways at 390").toBe(0);
}

/** The same with everything open that can be opened. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  await expectNoSeriousProblem(page);
  await expectFitsPhone(page);
}
