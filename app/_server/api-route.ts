import "server-only";
import { unstable_rethrow } from "next/navigation";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { validateThreadEntry } from "@/lib/program-entries";
import { openStorage } from "@/lib/storage";
import { answerRequest, type RawParams } from "../api/v1/_api/answer-request";
import type { Endpoint } from "../api/v1/_api/endpoint";
import { getCaller } from "./caller";
import { requestId } from "./request-id";

type Handler = (request: Request, context: { params: Promise<RawParams | undefined> }) => Promise<Response>;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/**
 * Makes the route handlers of one address of /api/v1 out of its endpoints, one per method; every other method gets 405
 * in the API's own words. Without endpoints, whatever comes is 404.
 */
export function apiRoute(...endpoints: readonly Endpoint[]): Record<(typeof METHODS)[number], Handler> {
  const handler: Handler = async (request, { params }) => {
    const config = env();
    const context = {
      env: config,
      db: getDb(),
      storage: openStorage(config.dataDir),
      publicUrl: config.publicUrl,
      validateEntry: validateThreadEntry(),
      requestId: await requestId(),
      caller: () =>
        getCaller().catch((error) => {
          unstable_rethrow(error);
          throw error;
        }),
    };
    return answerRequest(endpoints, context, request, (await params) ?? {});
  };
  return Object.fromEntries(METHODS.map((method) => [method, handler])) as Record<(typeof METHODS)[number], Handler>;
}
