import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { selfSigned } from "@/tests/builders/certificate";
import { local, problem, redirectTo, status, USER_AGENT, untouched } from "@/tests/helpers/fetching";
import { LocalServers, localNetwork } from "@/tests/helpers/local-servers";
import { safeFetch } from "./safe-fetch";

let servers: LocalServers;
beforeEach(() => {
  servers = new LocalServers();
});
afterEach(() => servers.close());

describe("an answer", () => {
  it("comes with status, body and where it came from; a plain user agent and no credentials are sent", async () => {
    const seen: IncomingMessage[] = [];
    const port = await servers.http((request, response) => {
      seen.push(request);
      response.setHeader("set-cookie", "id=1").end("hello");
    });
    const url = `http://site.example:${port}/page?q=1#part`;
    const answer = await safeFetch(url, local());
    expect(answer).toMatchObject({ ok: true, value: { status: 200, url: `http://site.example:${port}/page?q=1`, isTruncated: false } });
    expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe("hello");
    await safeFetch(url, local());
    for (const { url: path, headers } of seen) {
      expect(path).toBe("/page?q=1");
      expect(headers).toEqual({ "user-agent": USER_AGENT, accept: "*/*", host: `site.example:${port}`, connection: "close" });
    }
  });

  it("ends at 64 KB, however much the server sends, and at the redirect's own headers", async () => {
    const port = await servers.http((request, response) => {
      if (request.url === "/moved") response.writeHead(301, { location: "/endless" });
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, 97)));
      };
      response.on("drain", more);
      more();
    });
    for (const path of ["/endless", "/moved"]) {
      const answer = await safeFetch(`http://site.example:${port}${path}`, local());
      expect(answer).toMatchObject({ ok: true, value: { status: 200, isTruncated: true } });
      expect(answer.ok && answer.value.body.length).toBe(65_536);
    }
    expect(await safeFetch(`http://site.example:${port}/`, local({ maxBytes: 0 }))).toMatchObject(status(200));
  });

  it("without end is no answer", async () => {
    const silent = await servers.raw(() => {});
    const slowHeaders = await servers.raw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("x: y\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    const slowBody = await servers.http((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    const informed = await servers.raw((socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    for (const port of [silent, slowHeaders, slowBody, informed])
      expect(await safeFetch(`http://site.example:${port}/`, local({ timeoutMs: 200 }))).toEqual(problem("timeout"));
  });

  it("that is no HTTP, breaks off or drowns us in headers is none", async () => {
    const talks: ((socket: Socket) => void)[] = [
      (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
      (socket) => socket.destroy(),
      (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"),
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n${"x: ".padEnd(1_000, "y")}\r\n`.padEnd(300_000, "z")),
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n${Array.from({ length: 5_000 }, (_, n) => `x-${n}: y`).join("\r\n")}\r\n\r\n`),
      (socket) => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\nhello"),
      (socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
    ];
    for (const talk of talks) {
      const port = await servers.raw((socket) => socket.once("data", () => talk(socket)));
      expect(await safeFetch(`http://site.example:${port}/`, local())).toEqual(problem("answer"));
    }
  });
});

describe("certificates", () => {
  const good = selfSigned("site.example");

  it("must be by an authority that is trusted and for the name that was asked", async () => {
    const names: (string | false | null)[] = [];
    const port = await servers.https(good, (request, response) => {
      names.push((request.socket as TLSSocket & { servername?: string }).servername ?? null);
      response.end();
    });
    const trusting = local({ network: localNetwork({}, good.cert) });
    expect(await safeFetch(`https://site.example:${port}/`, trusting)).toMatchObject(status(200));
    expect(await safeFetch(`https://site.example.:${port}/`, trusting)).toMatchObject(status(200));
    expect(names).toEqual(["site.example", "site.example"]);
    expect(await safeFetch(`https://other.example:${port}/`, trusting)).toEqual(problem("certificate"));
    expect(await safeFetch(`https://127.0.0.1:${port}/`, trusting)).toEqual(problem("certificate"));
    expect(await safeFetch(`https://site.example:${port}/`, local())).toEqual(problem("certificate"));
  });

  it("are checked whatever the process's environment says", async () => {
    const port = await servers.https(good, (_request, response) => response.end());
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      expect(await safeFetch(`https://site.example:${port}/`, local())).toEqual(problem("certificate"));
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it("are not left behind: https leads to https", async () => {
    const inside = await untouched(servers);
    const network = localNetwork({}, good.cert);
    const port = await servers.https(good, redirectTo(`http://site.example:${inside.port}/`));
    expect(await safeFetch(`https://site.example:${port}/`, local({ network }))).toEqual(problem("downgrade"));
    const up = await servers.http(redirectTo(`https://site.example:${await servers.https(good, (_request, response) => response.end())}/`));
    expect(await safeFetch(`http://site.example:${up}/`, local({ network }))).toMatchObject(status(200));
    expect(inside.requests()).toBe(0);
  });
});

it("a process that stops says so instead of calling the address bad", async () => {
  const port = await servers.raw(() => {});
  const stopping = new AbortController();
  const answer = safeFetch(`http://site.example:${port}/`, local({ signal: stopping.signal }));
  stopping.abort(new Error("stopping"));
  await expect(answer).rejects.toThrow("stopping");
});
