import type { z } from "zod";
import type { Caller } from "@/app/_server/caller";
import { unexpectedWords } from "@/app/_server/http-errors";
import { isSameOrigin } from "@/app/_server/same-origin";
import { viewerOf } from "@/app/_server/viewer";
import { appError } from "@/lib/errors";
import { answerWithEtag } from "@/lib/etag";
import { log } from "@/lib/logger";
import { ok, type Result } from "@/lib/result";
import { requestBody } from "@/lib/upload/request-body";
import { accepts } from "./accepts";
import { EXPOSED_HEADERS, isReadByStranger, preflight } from "./cross-origin";
import type { ApiAnswer, ApiCall, ApiContext, ApiError, Endpoint } from "./endpoint";
import { type ProblemPlace, problemResponse } from "./problem";

export type RawParams = Record<string, string | string[] | undefined>;

/**
 * Answers a request at one address of the API: who asks, what is asked, what comes back, and every error as a problem.
 * Never throws: what nobody expected is logged once and becomes a 500 with the request's id.
 *
 * @param endpoints those of this address, one per method; none: everything here is 404
 */
export async function answerRequest(
  endpoints: readonly Endpoint[],
  context: ApiContext,
  request: Request,
  rawParams: RawParams,
): Promise<Response> {
  const allow = allowedMethods(endpoints);
  const isHead = request.method === "HEAD";
  if (request.method === "OPTIONS" && endpoints.length > 0) return preflight(endpoints, allow);
  const endpoint = endpoints.find((one) => one.method === (isHead ? "GET" : request.method));
  const isOpen = isReadByStranger(endpoint, request);
  const refuse = ({ code, message, details, hidden, headers: own }: ApiError, headers: Record<string, string> = {}) =>
    problemResponse({ code, detail: message, places: details, hidden, ...idsOf(context), headers: { ...own, ...headers } });
  const body = requestBody(request);
  let response: Response;
  try {
    if (endpoints.length === 0) response = refuse(nothingHere);
    else if (!endpoint) response = refuse({ code: "method-not-allowed", message: `Ask with ${allow}.` }, { allow });
    else response = await answerEndpoint(endpoint, { ...context, request, body }, rawParams, refuse);
  } catch (error) {
    log.error("api.failed", error, { requestId: context.requestId, endpoint: endpoint?.id });
    response = refuse({ code: "internal", message: unexpectedWords(context.requestId) });
  }
  // Programs read the answer only after they have sent everything.
  if (request.method === "POST") body.discard();
  // A browser's page elsewhere may read what everybody may read. With a cookie or a token it gets no such permission.
  if (isOpen) {
    response.headers.set("access-control-allow-origin", "*");
    response.headers.set("access-control-expose-headers", EXPOSED_HEADERS);
  }
  response.headers.set("vary", "Accept, Authorization, Cookie");
  return isHead ? new Response(null, response) : response;
}

const idsOf = ({ requestId, publicUrl }: ApiContext) => ({ requestId, publicUrl });

const nothingHere: ApiError = { code: "not-found", message: "There is nothing at this address." };

function allowedMethods(endpoints: readonly Endpoint[]): string {
  const methods = endpoints.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return [...methods, "OPTIONS"].join(", ");
}

async function answerEndpoint(
  endpoint: Endpoint,
  asked: ApiContext & Pick<ApiCall<unknown, unknown>, "request" | "body">,
  rawParams: RawParams,
  refuse: (refusal: ApiError, headers?: Record<string, string>) => Response,
): Promise<Response> {
  const { request } = asked;
  const offered = endpoint.answers.map((answer) => answer.mediaType ?? "application/json");
  if (!accepts(request.headers.get("accept"), offered))
    return refuse({ code: "not-acceptable", message: `This address answers with ${offered.join(" or ")}.` });
  const admitted = await admitCaller(endpoint, asked, request);
  if (!admitted.ok) return refuse(admitted.error, admitted.error.code === "unauthenticated" ? { "www-authenticate": "Bearer" } : {});
  if (endpoint.body && !isForm(request))
    return refuse({ code: "unsupported-media-type", message: "Send the file as multipart/form-data." });
  const params = endpoint.params.safeParse(rawParams);
  if (!params.success) return refuse(nothingHere);
  const query = endpoint.query.safeParse(queryOf(request));
  if (!query.success) return refuse({ code: "invalid", message: "The query is not right.", details: placesOf(query.error) });
  const caller = admitted.value;
  const call = { ...asked, params: params.data, query: query.data, caller, viewer: viewerOf(caller) };
  const result = await endpoint.handle(call);
  return result.ok ? deliver(endpoint, result.value, { caller, request, requestId: asked.requestId }) : refuse(result.error);
}

/** A cookie lets nobody change anything unless one of our own pages asked; a token says by itself that its holder wants it. */
async function admitCaller(endpoint: Endpoint, context: ApiContext, request: Request): Promise<Result<Caller | null, ApiError>> {
  const found = await context.caller();
  if (!found.ok) return found;
  const caller = found.value;
  if (endpoint.access === "caller" && !caller)
    return appError("unauthenticated", "Send a token in the header Authorization, or sign in first.");
  const isWrite = endpoint.method !== "GET";
  if (isWrite && caller?.kind === "person" && !isSameOrigin(request.headers, context.publicUrl))
    return appError("not-allowed", "This request did not come from one of our pages. Programs send a token.");
  return ok(caller);
}

const isForm = (request: Request): boolean => /^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "");

/** A name that occurs twice is a list, so that a parameter that takes one value refuses it in words. */
function queryOf(request: Request): Record<string, string | string[]> {
  const given = new URL(request.url).searchParams;
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const values = given.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}

const placesOf = (error: z.ZodError): ProblemPlace[] =>
  error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));

function deliver(
  endpoint: Endpoint,
  { body, status = 200, headers = {} }: ApiAnswer<unknown>,
  { caller, request, requestId }: { caller: Caller | null; request: Request; requestId: string },
): Response {
  const mediaType = endpoint.answers.find((answer) => answer.status === status)?.mediaType ?? "application/json";
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const common = { "content-type": mediaType, "x-request-id": requestId, ...headers };
  if (endpoint.method !== "GET") return new Response(text, { status, headers: { ...common, "cache-control": "no-store" } });
  return answerWithEtag(request, text, { ...common, "cache-control": caller ? "private, no-cache" : "public, max-age=60" });
}
