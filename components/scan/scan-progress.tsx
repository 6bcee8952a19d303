import { CHECKS } from "@/scanners/ruleset/rules";
import { type ProgressView, ScanProgressLive } from "./scan-progress-live";

/**
 * The checks of a running scan, followed without a reload. Give it what `progressToFollow` returned; without JavaScript the
 * page loads itself again until the scan has ended.
 */
export function ScanProgress({ progress }: { progress: ProgressView }) {
  // Titles come from here, so that the rules' texts do not travel to the browser.
  const titles = Object.fromEntries(CHECKS.map((check) => [check.id, check.title]));
  return (
    <>
      <noscript>
        {/* An address of its own: without one, a page that was opened at an anchor would only jump there again. */}
        <meta httpEquiv="refresh" content="3; url=?" />
      </noscript>
      <ScanProgressLive initial={progress} titles={titles} />
    </>
  );
}
