import { printTally, runReports, staticChecks, unitTests } from "./test-runs";

/** `npm run check`: everything that needs no service, in under a minute. Run it before each commit. */
const outcome = await runReports([...staticChecks, unitTests]);
printTally(outcome);
