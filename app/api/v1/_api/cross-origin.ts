import type { Endpoint } from "./endpoint";

export const EXPOSED_HEADERS = "ETag, Link, Retry-After, X-Request-Id";
const PREFLIGHT_SECONDS = 86_400;

/** Public data, asked for without a cookie and without a token: pages of other sites may read it. */
export function isReadByStranger(endpoint: Endpoint | undefined, request: Request): boolean {
  const isPublic = endpoint?.method === "GET" && endpoint.access === "public";
  return isPublic && !request.headers.has("cookie") && !request.headers.has("authorization");
}

/** Answers `OPTIONS`. To browsers it allows reading what is public, never a token or a cookie. */
export function preflight(endpoints: readonly Endpoint[], allow: string): Response {
  const isPublic = endpoints.some((one) => one.method === "GET" && one.access === "public");
  const cors = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "Accept, If-None-Match",
    "access-control-max-age": String(PREFLIGHT_SECONDS),
  };
  return new Response(null, { status: 204, headers: { allow, ...(isPublic ? cors : {}) } });
}
