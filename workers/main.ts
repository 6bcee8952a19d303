import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { scanProcessEntry } from "@/lib/program-entries";
import { startWorker } from "./start-worker";

/** Jobs get this long to end after SIGTERM; whatever runs on is taken up by the next worker. */
const DRAIN_MS = 25_000;

// The first lane works before the others have begun, so a signal may come while the worker still starts.
const starting = startWorker(env(), { scanEntry: scanProcessEntry() });

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    log.info("worker.draining", { signal });
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    starting
      .then((worker) => worker.stop())
      .then(
        () => process.exit(0),
        (error) => {
          log.error("worker.stop.failed", error);
          process.exit(1);
        },
      );
  });
}

const worker = await starting;
// Its jobs stay locked as long as this process holds the lane's lock; a new process takes them up within seconds.
void worker.lost.then((error) => {
  if (isStopping) return;
  log.error("worker.lane.lost", error);
  process.exit(1);
});
