import { browserTests, integrationTests, printTally, runReports, staticChecks, type Tally, unitTests } from "./test-runs";
import { withTestSite } from "./test-site";

/** `npm test`: static checks, unit, integration, a production build, and a browser against it. Needs Node and npm alone. */
async function main() {
  const only = process.argv[2];
  const tally = only === "e2e" ? { passed: 0, failed: 0 } : await runReports([...staticChecks, unitTests, integrationTests]);
  const browser = only === "check" ? { passed: 0, failed: 0 } : await runBrowserTests();
  printTally({ passed: tally.passed + browser.passed, failed: tally.failed + browser.failed });
}

async function runBrowserTests(): Promise<Tally> {
  try {
    return await withTestSite((env) => runReports([browserTests(env)]));
  } catch (error) {
    console.error(`\n${(error as Error).message}`);
    return { passed: 0, failed: 1 };
  }
}

await main();
