/**
 * `npm run pictures [-- <part of a name> …]`: pictures of every page in each of its states and of every mail, at 1280 and 390 pixels,
 * light and dark, in `test-results/pictures/`, for somebody to look at. Uses a site of its own; nothing else is touched.
 */
import { runToEnd } from "./processes";
import { withTestSite } from "./test-site";

const names = process.argv.slice(2);

withTestSite((env) => runToEnd("Taking the pictures", ["--import", "tsx", "scripts/pictures/take.ts", ...names], env)).catch(
  (error: Error) => {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  },
);
