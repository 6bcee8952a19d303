import type { IncomingMessage, ServerResponse } from "node:http";

/** The largest body that any address takes: a package in base64 by XML-RPC. The addresses have their own, lower limits. */
const MAX_BODY_BYTES = 36_000_000;
/**
 * How long the rest of a body that nobody reads is let in. Most programs read an answer only when they have sent
 * everything, over slow lines too; they say beforehand how much that is. Who does not say it gets a moment.
 */
const UNREAD_MS = { announced: 60_000, endless: 2_000 };
/** How much of it: a package that is somewhat too large in base64 too, so that its sender reads why it was refused. */
const UNREAD_BYTES = 2 * MAX_BODY_BYTES;
const LOOK_EVERY_MS = 250;

/**
 * Answers 413 to a body that says that it is too large, without looking at it. The connection ends with that, unless so little is
 * too much that its sender may be waited for: closing while it sends would cost it the answer. @returns whether it did
 */
export function refuseTooLarge(request: IncomingMessage, response: ServerResponse): boolean {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (!(announced > MAX_BODY_BYTES)) return false;
  const problem = `The request is ${announced.toLocaleString("en")} bytes; the limit is ${MAX_BODY_BYTES.toLocaleString("en")}`;
  const body = JSON.stringify({ success: false, error: `${problem}.`, errors: { package: [`${problem}.`] } });
  response.writeHead(413, problem, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...(announced > UNREAD_BYTES ? { connection: "close" } : {}),
  });
  response.end(body);
  return true;
}

/** After an answer that did not wait for the body: takes what still comes, as much as an honest sender can have left, then ends the connection. */
export function endUnread(request: IncomingMessage): void {
  if (request.complete || request.socket.destroyed) return;
  const { socket } = request;
  const end = {
    bytes: socket.bytesRead + UNREAD_BYTES,
    at: Date.now() + (request.headers["content-length"] ? UNREAD_MS.announced : UNREAD_MS.endless),
  };
  const timer = setInterval(() => {
    if (socket.bytesRead > end.bytes || Date.now() > end.at) socket.destroy();
  }, LOOK_EVERY_MS);
  request.once("close", () => clearInterval(timer));
  request.resume();
}
