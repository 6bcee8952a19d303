import type { AppError, AppErrorCode } from "@/lib/errors";
import { reasonPhrase } from "@/lib/reason-phrase";

/** The one table from expected errors to HTTP. */
export const HTTP_STATUS: Record<AppErrorCode, number> = {
  unauthenticated: 401,
  suspended: 403,
  "not-found": 404,
  "not-allowed": 403,
  invalid: 400,
  "package-rules": 400,
  conflict: 409,
  "already-published": 409,
  stale: 409,
  "rate-limited": 429,
  "too-large": 413,
  "upload-expired": 410,
  "storage-unavailable": 503,
};

/** The JSON form of an expected error; its status line says the cause too, for programs that print only that. */
export function errorResponse(error: AppError, requestId: string): Response {
  return Response.json(
    { error: { code: error.code, message: error.message, ...(error.details ? { details: error.details } : {}) } },
    {
      status: HTTP_STATUS[error.code],
      statusText: reasonPhrase(error.message),
      headers: { "cache-control": "no-store", "x-request-id": requestId },
    },
  );
}

/** What people read when something failed that nobody expected. */
export const unexpectedWords = (requestId: string): string =>
  `Something went wrong on our side, and nothing was changed. Please try again; if it happens again, tell us this number: ${requestId}.`;

export function unexpectedResponse(requestId: string): Response {
  return Response.json(
    { error: { code: "internal", message: unexpectedWords(requestId) } },
    { status: 500, headers: { "cache-control": "no-store", "x-request-id": requestId } },
  );
}
