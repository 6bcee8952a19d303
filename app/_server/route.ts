import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { env } from "@/lib/env";
import { type AppError, appError } from "@/lib/errors";
import { log } from "@/lib/logger";
import type { Result } from "@/lib/result";
import { errorResponse, unexpectedResponse } from "./http-errors";
import { admit, type Policy } from "./policy";
import { requestId as currentRequestId } from "./request-id";
import { isSameOrigin } from "./same-origin";
import { getSignedIn, type SignedInSession } from "./session";

export interface RouteContext<I, P extends Policy | "public"> {
  /** The address's parts and query, parsed. A part of the path wins over a query of the same name. */
  input: I;
  /** With policy "public": null for strangers. */
  person: P extends "public" ? SignedInSession | null : SignedInSession;
  requestId: string;
  request: Request;
}

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[] | undefined>> }) => Promise<Response>;

/**
 * Makes a route handler out of a command or query call. `fn` answers with a Response, or with a Result that becomes JSON.
 * Expected errors become `{error: {code, message, details}}` with the status of http-errors.ts.
 * Requests that change something and are let in by a cookie must come from our own pages.
 */
export function route<S extends z.ZodType, P extends Policy | "public">(
  schema: S,
  policy: P,
  fn: (context: RouteContext<z.output<S>, P>) => Promise<Response | Result<unknown, AppError>>,
): Handler {
  return async (request, { params }) => {
    const id = await currentRequestId();
    try {
      const refused = refuseForeign(request, policy);
      if (refused) return errorResponse(refused, id);
      const person = await getSignedIn();
      if (policy !== "public") {
        const admitted = admit(policy, person);
        if (!admitted.ok) return errorResponse(admitted.error, id);
      }
      const parsed = schema.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), ...(await params) });
      if (!parsed.success)
        return errorResponse({ code: "invalid", message: `The address is not complete: ${firstProblem(parsed.error)}` }, id);
      const answer = await fn({ input: parsed.data, person: person as RouteContext<z.output<S>, P>["person"], requestId: id, request });
      if (answer instanceof Response) return answer;
      return answer.ok ? Response.json(answer.value, { headers: { "cache-control": "no-store" } }) : errorResponse(answer.error, id);
    } catch (error) {
      unstable_rethrow(error);
      log.error("route.failed", error, { requestId: id, method: request.method });
      return unexpectedResponse(id);
    }
  };
}

function refuseForeign(request: Request, policy: Policy | "public"): AppError | null {
  if (policy === "public" || request.method === "GET" || request.method === "HEAD") return null;
  if (isSameOrigin(request.headers, env().publicUrl)) return null;
  return appError("not-allowed", "This request did not come from one of our pages.").error;
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join(".") || "request"}: ${issue.message}` : "not understood";
}
