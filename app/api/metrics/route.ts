import { z } from "zod";
import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { countLiveWorkers, countVersionsByStatus, listQueueDepths } from "@/db/queries/operations";
import { prometheusText } from "./prometheus-text";

/** Counts only: no names, nothing about a single plugin or person. */
export const GET = route(z.object({}), "public", async () => {
  const db = getDb();
  const [versions, queues, workers] = [await countVersionsByStatus(db), await listQueueDepths(db), await countLiveWorkers(db)];
  return new Response(prometheusText({ versions, queues, workers }), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
});
