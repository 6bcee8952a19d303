import { z } from "zod";
import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { countLiveWorkers, listQueueDepths } from "@/db/queries/operations";
import { log } from "@/lib/logger";

/**
 * 200 while uploads can be taken in and looked at, 503 without a database. Without a worker the site still serves, so
 * that is said, not a failure: a restarted worker must not take the site down with it.
 */
export const GET = route(z.object({}), "public", async ({ requestId }) => {
  try {
    const db = getDb();
    const [workers, queues] = [await countLiveWorkers(db), await listQueueDepths(db)];
    const sum = (field: "ready" | "running" | "failed") => queues.reduce((total, one) => total + one[field], 0);
    return answer(200, {
      status: workers > 0 ? "ok" : "no-worker",
      database: "ok",
      workers,
      queue: { ready: sum("ready"), running: sum("running"), failed: sum("failed") },
    });
  } catch (cause) {
    log.error("health.database", cause, { requestId });
    return answer(503, { status: "no-database", database: "unreachable" });
  }
});

const answer = (status: number, body: unknown) => Response.json(body, { status, headers: { "cache-control": "no-store" } });
