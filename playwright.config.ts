import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/helpers/chromium";

const { executablePath, args, env } = await findChromium();

/** The site under test is started by scripts/test.ts: a production build, a real worker, a fresh database, demo mode. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/browser",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // The tests share one site and one worker on a machine with two cores.
  workers: 1,
  forbidOnly: true,
  reporter: [["list"], ["json"]],
  use: {
    baseURL: process.env.BASE_URL ?? "http://127.0.0.1:3000",
    browserName: "chromium",
    launchOptions: { executablePath, args, env },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    actionTimeout: 15_000,
    locale: "en-GB",
    timezoneId: "UTC",
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    { name: "phone", use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, grep: /@phone/ },
  ],
});
