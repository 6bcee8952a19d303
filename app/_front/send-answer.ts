import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { HttpAnswer } from "@/lib/http-answer";
import { securityHeaders } from "@/lib/security-headers";

const SECURITY_HEADERS = Object.fromEntries(Object.entries(securityHeaders(false)).map(([name, value]) => [name.toLowerCase(), value]));

/** Writes the answer as it is, and lets go of its stream however the connection ends. */
export async function sendAnswer({ status, headers, body }: HttpAnswer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const length = body instanceof Uint8Array && !headers["content-length"] ? { "content-length": String(body.byteLength) } : {};
  response.writeHead(status, { ...SECURITY_HEADERS, ...length, ...headers });
  if (!(body instanceof Readable)) {
    response.end(request.method === "HEAD" ? undefined : (body ?? undefined));
    return;
  }
  // A client that goes away, before or in the middle, is no fault of ours.
  if (response.destroyed) {
    body.destroy();
    return;
  }
  await pipeline(body, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}
