import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { addressBehindProxies } from "@/lib/client-address";
import type { HttpAnswer, HttpQuestion } from "@/lib/http-answer";
import { log } from "@/lib/logger";
import { endUnread, refuseTooLarge } from "./bodies";
import { sendAnswer } from "./send-answer";

/** Answers a path and query of ours, or says that it is not one. */
export type Direct = (question: HttpQuestion, path: string, query: URLSearchParams) => Promise<HttpAnswer> | null;

/**
 * The listener in front of Next: programs' hot addresses are answered directly, everything else goes on. What every
 * request gets here: the client's true address in `X-Forwarded-For`, alone; a body that announces more than any address
 * takes is refused before it is read; and a body that nobody wanted to read does not hold the connection.
 *
 * @param direct in order; the first that knows the address answers GET and HEAD
 */
export function createFront(direct: readonly Direct[], next: RequestListener): RequestListener {
  return (request, response) => {
    const address = addressBehindProxies(request.socket.remoteAddress, header(request, "x-forwarded-for"));
    request.headers["x-forwarded-for"] = address;
    response.once("finish", () => endUnread(request));
    if (refuseTooLarge(request, response)) return;
    const answer = request.method === "GET" || request.method === "HEAD" ? find(direct, request, address) : null;
    if (answer) void answerDirectly(answer, request, response);
    else next(request, response);
  };
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}

function find(direct: readonly Direct[], request: IncomingMessage, address: string): Promise<HttpAnswer> | null {
  const [path = "", ...query] = (request.url ?? "").split("?");
  const question: HttpQuestion = { method: request.method ?? "GET", header: (name) => header(request, name), address };
  for (const one of direct) {
    const answer = one(question, path, new URLSearchParams(query.join("?")));
    if (answer) return answer;
  }
  return null;
}

const FAILED: HttpAnswer = {
  status: 500,
  headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  body: Buffer.from("Something went wrong on our side. Please try again.\n"),
};

async function answerDirectly(answer: Promise<HttpAnswer>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await sendAnswer(await answer, request, response);
  } catch (error) {
    log.error("front.failed", error, { method: request.method, path: request.url?.split("?")[0]?.slice(0, 200) });
    if (response.headersSent) response.destroy();
    else await sendAnswer(FAILED, request, response);
  }
}
