import { afterEach, beforeEach, expect, it } from "vitest";
import { LocalServers, localNetwork } from "@/tests/helpers/local-servers";
import { askLink } from "./ask-link";

let servers: LocalServers;
beforeEach(() => {
  servers = new LocalServers();
});
afterEach(() => servers.close());

const ask = (url: string, timeoutMs = 5_000) => askLink(url, { publicUrl: "https://plugins.example", timeoutMs, network: localNetwork() });

/** A site that answers each method with a status of its own, and what it was asked. */
async function site(statuses: { HEAD: number; GET: number }) {
  const asked: string[] = [];
  const port = await servers.http((request, response) => {
    asked.push(`${request.method} ${request.headers["user-agent"]}`);
    response.writeHead(statuses[request.method as "HEAD" | "GET"]).end();
  });
  return { url: `http://site.example:${port}/`, asked };
}

it("asks by HEAD, and says by whom it is asked", async () => {
  const { url, asked } = await site({ HEAD: 200, GET: 500 });
  expect(await ask(url)).toEqual({ outcome: "ok", httpStatus: 200, problem: null });
  expect(asked).toEqual(["HEAD Greenbadge (link check; +https://plugins.example/)"]);
});

it.each([
  [{ HEAD: 405, GET: 200 }, "ok", 200],
  [{ HEAD: 403, GET: 200 }, "ok", 200],
  [{ HEAD: 501, GET: 200 }, "ok", 200],
  [{ HEAD: 404, GET: 200 }, "ok", 200],
  [{ HEAD: 404, GET: 404 }, "dead", 404],
  [{ HEAD: 410, GET: 410 }, "dead", 410],
  [{ HEAD: 401, GET: 401 }, "ok", 401],
  [{ HEAD: 403, GET: 403 }, "ok", 403],
  [{ HEAD: 429, GET: 200 }, "ok", 429],
  [{ HEAD: 500, GET: 500 }, "failed", 500],
  [{ HEAD: 503, GET: 200 }, "ok", 200],
  [{ HEAD: 408, GET: 408 }, "failed", 408],
] as const)("%o means %s", async (statuses, outcome, httpStatus) => {
  expect(await ask((await site(statuses)).url)).toEqual({ outcome, httpStatus, problem: null });
});

it("asks by GET when HEAD is answered with rubbish", async () => {
  const port = await servers.raw((socket) =>
    socket.once("data", (bytes) => socket.end(bytes.toString().startsWith("HEAD") ? "what?\r\n" : "HTTP/1.1 200 OK\r\n\r\n")),
  );
  expect(await ask(`http://site.example:${port}/`)).toMatchObject({ outcome: "ok", httpStatus: 200 });
});

it("tells what it may not ask from what did not answer", async () => {
  expect(await ask("http://10.0.0.1/")).toEqual({ outcome: "refused", httpStatus: null, problem: "private-address" });
  expect(await ask("http://user:pass@site.example/")).toEqual({ outcome: "refused", httpStatus: null, problem: "address" });
  const port = await servers.raw(() => {});
  expect(await ask(`http://site.example:${port}/`, 150)).toEqual({ outcome: "failed", httpStatus: null, problem: "timeout" });
  await servers.close();
  expect(await ask(`http://site.example:${port}/`)).toEqual({ outcome: "failed", httpStatus: null, problem: "connection" });
});

it("both requests together have the time of one", async () => {
  // With 400 ms each, the second answer would come in time.
  const port = await servers.http((request, response) => {
    setTimeout(() => response.writeHead(request.method === "HEAD" ? 405 : 200).end(), request.method === "HEAD" ? 200 : 300);
  });
  expect(await ask(`http://site.example:${port}/`, 400)).toMatchObject({ outcome: "failed", problem: "timeout" });
});
