import { z } from "zod";
import { getDb } from "@/db/context";
import { getScanProgress } from "@/db/queries/scan-progress";
import { appError } from "@/lib/errors";
import { answerWithEtag } from "@/lib/etag";
import { CHECKS } from "@/scanners/ruleset/rules";
import { route } from "../../../_server/route";

const TITLES = new Map(CHECKS.map((check) => [check.id, check.title]));

/** How far a version's scan is. Pages ask often, so what has not changed costs no body. Strangers get 404. */
export const GET = route(
  z.object({
    versionId: z.coerce
      .number()
      .int()
      .positive()
      .max(2 ** 31 - 1),
  }),
  "public",
  async (call) => {
    const progress = await getScanProgress(getDb(), call.person, call.input.versionId);
    if (!progress) return appError("not-found", "There is nothing at this address.");
    const checks = progress.checks.map((check) => ({ ...check, title: TITLES.get(check.id) ?? check.id }));
    const body = JSON.stringify({ ...progress, checks });
    return answerWithEtag(call.request, body, { "cache-control": "private, no-cache", "content-type": "application/json" });
  },
);
