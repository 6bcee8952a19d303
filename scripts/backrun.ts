/** `npm run backrun`: gives every published plugin a badge by the ruleset in force. Blocks and removes nothing. */
import { existsSync } from "node:fs";
import { connect, type Db } from "@/db/client";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { countLiveWorkers } from "@/db/queries/operations";
import { env } from "@/lib/env";
import { setLogLevel } from "@/lib/logger";
import { scanProcessEntry } from "@/lib/program-entries";
import type { RunningWorker } from "@/workers/start-worker";
import { type BackrunProgress, type BackrunResult, runBackrun } from "./backrun/run-backrun";

const PRINT_EVERY_MS = 2_000;

/** With the site running its worker does the scans; otherwise this process is the worker for as long as it lasts. */
async function workerIfNeeded(db: Db): Promise<RunningWorker | null> {
  if ((await countLiveWorkers(db)) > 0) return null;
  if (!existsSync(scanProcessEntry())) throw new Error("Run `npm run build` (or `npm start`) once: the checks are not built yet.");
  console.log("No worker is running: this command does the scans itself.");
  setLogLevel("error");
  const { startWorker } = await import("@/workers/start-worker");
  return startWorker(env(), { scanEntry: scanProcessEntry() });
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function printer(): (progress: BackrunProgress) => void {
  let printedAt = 0;
  let printed = -1;
  return ({ done, total, secondsLeft }) => {
    if (done === printed || (done < total && Date.now() - printedAt < PRINT_EVERY_MS)) return;
    [printedAt, printed] = [Date.now(), done];
    console.log(`${done} of ${total} scanned${secondsLeft !== null && done < total ? `, about ${duration(secondsLeft)} left` : ""}`);
  };
}

function report(result: BackrunResult): number {
  const { verdicts, skipped, failed, isInterrupted } = result;
  console.log(
    `\nPassed ${verdicts.passed}, with advice ${verdicts.advisory}, critical findings ${verdicts.blocked}, could not be checked ${verdicts.inconclusive}; ${skipped} were scanned before.`,
  );
  for (const one of failed) console.log(`  not scanned: ${one.packageName} ${one.version} (${one.why})`);
  if (isInterrupted) console.log("Interrupted. Run the same command again to go on; what was queued is scanned meanwhile.");
  return isInterrupted ? 130 : failed.length > 0 ? 1 : 0;
}

async function main(): Promise<number> {
  const abort = new AbortController();
  // Ctrl-C reaches us from the terminal and again from npm: the second one must not cut off the end.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => abort.abort());
  const db = connect(env().DATABASE_URL, 4);
  let worker: RunningWorker | null = null;
  try {
    await ensureRulesets(db);
    worker = await workerIfNeeded(db);
    const onStall = async () => {
      if ((await countLiveWorkers(db)) === 0) console.log("  no worker is running; waiting for one to come back");
    };
    return report(await runBackrun(db, { signal: abort.signal, onProgress: printer(), onStall }));
  } finally {
    await worker?.stop();
    await db.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
