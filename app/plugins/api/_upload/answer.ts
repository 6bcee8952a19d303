import { reasonPhrase } from "@/lib/reason-phrase";

/** What an upload is answered, before it becomes a Response: plain data, so that it can be remembered. */
export interface UploadAnswer {
  status: number;
  body: Record<string, unknown>;
  /** One line for the status line: what CI logs show. Only refusals have one. */
  cause?: string;
  headers?: Record<string, string>;
  /** The same request may succeed later: the answer is not worth remembering. */
  isTemporary?: boolean;
  /** Of an upload that was taken in: the scan that decides about it. */
  scanId?: string;
}

type Errors = Record<string, readonly string[]>;

/** @param errors by the form's field */
export function refusal(
  status: number,
  error: string,
  more: { errors?: Errors; cause?: string; isTemporary?: boolean; headers?: Record<string, string> } = {},
): UploadAnswer {
  const { errors, cause = error, ...rest } = more;
  return { status, cause, body: { success: false, error, ...(errors ? { errors } : {}) }, ...rest };
}

/** As text that can be read in a CI log. */
export function toResponse({ status, body, cause, headers }: UploadAnswer): Response {
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    status,
    ...(cause ? { statusText: reasonPhrase(cause) } : {}),
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

/** These addresses take uploads and nothing else. */
export const methodNotAllowed = (): Response =>
  toResponse(refusal(405, "Method not allowed. Send a POST with the ZIP as the file “package”.", { headers: { allow: "POST" } }));
