import type { IncomingMessage, RequestListener } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { selfSigned } from "@/tests/builders/certificate";
import { LocalServers, localNetwork } from "@/tests/helpers/local-servers";
import { type SafeFetchOptions, safeFetch } from "./safe-fetch";

let servers: LocalServers;
beforeEach(() => {
  servers = new LocalServers();
});
afterEach(() => servers.close());

const USER_AGENT = "Greenbadge (test)";
const local = (more: Partial<SafeFetchOptions> = {}): SafeFetchOptions => ({ userAgent: USER_AGENT, network: localNetwork(), ...more });
/** The product's own network: nothing of these may be asked. */
const strict = (url: string) => safeFetch(url, { userAgent: USER_AGENT });
const problem = (code: string) => ({ ok: false, error: code });
const status = (code: number) => ({ ok: true, value: { status: code } });
const redirectTo =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location }).end("elsewhere");

/** A server that must not be reached. */
async function untouched() {
  let requests = 0;
  const port = await servers.http((_request, response) => {
    requests += 1;
    response.end("the secret");
  });
  return { port, requests: () => requests };
}

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

describe("where a request may go", () => {
  it("no spelling of an address on this machine or in a private network gets out", async () => {
    const hosts = [
      "127.0.0.1",
      "127.0.0.1.",
      "127.1",
      "0x7f.1",
      "0x7f000001",
      "2130706433",
      "0177.0.0.1",
      "0",
      "①②⑦.⓪.⓪.①",
      "127%2e0.0.1",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[::127.0.0.1]",
      "[64:ff9b::127.0.0.1]",
      "[2002:7f00:1::]",
      "[fe80::1]",
      "169.254.169.254",
      "0xa9fea9fe",
      "10.0.0.1",
      "100.64.0.1",
      "224.0.0.1",
      "168.63.129.16",
    ];
    for (const host of hosts) expect([host, await strict(`http://${host}/`)]).toEqual([host, problem("private-address")]);
  });

  it("only http and https, without a name and password, on ports 80 and 443", async () => {
    const addresses = [
      "ftp://site.example/",
      "file:///etc/passwd",
      "gopher://site.example/",
      "data:text/html,x",
      "javascript:alert(1)",
      "//site.example/",
      "site.example",
      "",
      "http://",
      "http://user@site.example/",
      "http://user:pass@site.example/",
      "http://site.example:80@127.0.0.1/",
      "http://[fe80::1%25eth0]/",
      "http://1.2.3.4.5.256/",
    ];
    for (const url of addresses) expect([url, await strict(url)]).toEqual([url, problem("address")]);
    for (const port of [22, 25, 5432, 6379, 8080, 65_535]) expect(await strict(`http://site.example:${port}/`)).toEqual(problem("port"));
  });

  it("a name is refused, in the words of one that does not exist, when any of its addresses is not public", async () => {
    const inside = await untouched();
    for (const addresses of [["10.0.0.1"], ["8.8.8.8", "192.168.0.1"], ["2606:4700::1111", "::1"], ["not an address"], []]) {
      const network = localNetwork({ "site.example": addresses });
      expect(await safeFetch(`http://site.example:${inside.port}/`, local({ network }))).toEqual(problem("name"));
    }
    const network = { ...localNetwork(), resolve: () => Promise.reject(new Error("ENOTFOUND")) };
    expect(await safeFetch("http://site.example/", local({ network }))).toEqual(problem("name"));
    expect(inside.requests()).toBe(0);
  });

  it("a name is resolved once: an answer that changes after the check changes nothing", async () => {
    const port = await servers.http((_request, response) => response.end("first"));
    const inside = await untouched();
    const asked: string[] = [];
    const network = localNetwork({
      "rebinding.example": () => {
        asked.push("once");
        return asked.length === 1 ? ["127.0.0.1"] : ["127.0.0.2"];
      },
    });
    const answer = await safeFetch(`http://rebinding.example:${port}/`, local({ network }));
    expect(answer).toMatchObject(status(200));
    expect(asked).toEqual(["once"]);
    // the next hop is resolved and checked anew, and then leads nowhere
    const bouncing = await servers.http(redirectTo(`http://rebinding.example:${inside.port}/`));
    expect(await safeFetch(`http://site.example:${bouncing}/`, local({ network }))).toEqual(problem("name"));
    expect(inside.requests()).toBe(0);
  });

  it("names are looked for as they stand in certificates and headers", async () => {
    const asked: string[] = [];
    const hosts: (string | undefined)[] = [];
    const port = await servers.http((request, response) => {
      hosts.push(request.headers.host);
      response.end();
    });
    const resolve = async (name: string) => {
      asked.push(name);
      return ["127.0.0.1"];
    };
    const network = { ...localNetwork(), resolve };
    for (const host of ["bücher.example", "SITE.example.", "xn--bcher-kva.example"])
      expect(await safeFetch(`http://${host}:${port}/`, local({ network }))).toMatchObject(status(200));
    expect(asked).toEqual(["xn--bcher-kva.example", "site.example", "xn--bcher-kva.example"]);
    expect(hosts).toEqual(asked.map((name) => `${name}:${port}`));
  });
});

describe("redirects", () => {
  it("are followed three times, also relative ones and to another host", async () => {
    const port = await servers.http((request, response) => {
      const next = { "/a": "b?x=1", "/b?x=1": `//other.example:${port}/c`, "/c": `http://third.example:${port}/d` }[request.url ?? ""];
      if (next) response.writeHead(308, { location: next }).end();
      else response.end();
    });
    expect(await safeFetch(`http://site.example:${port}/a`, local())).toMatchObject({
      ok: true,
      value: { status: 200, url: `http://third.example:${port}/d` },
    });
  });

  it("are not followed a fourth time, nor in a circle", async () => {
    let requests = 0;
    const port = await servers.http((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: "/again" }).end();
    });
    expect(await safeFetch(`http://site.example:${port}/again`, local())).toEqual(problem("redirects"));
    expect(requests).toBe(4);
  });

  it("lead to no address that could not be asked directly", async () => {
    const inside = await untouched();
    const targets = {
      "http://127.0.0.2/": "private-address",
      "http://0x7f000002:80/": "private-address",
      "http://[::1]/": "private-address",
      "//169.254.169.254/latest/meta-data/": "private-address",
      "http://user:pass@site.example/": "address",
      "file:///etc/passwd": "address",
      "http://:0/": "address",
      "http://inside.example/": "name",
    };
    const network = localNetwork({ "inside.example": ["10.0.0.1"] });
    for (const [target, code] of Object.entries(targets)) {
      const port = await servers.http(redirectTo(target));
      expect([target, await safeFetch(`http://site.example:${port}/`, local({ network }))]).toEqual([target, problem(code)]);
    }
    const onlyWebPorts = { ...localNetwork(), isAllowedPort: (port: number) => port !== inside.port };
    const port = await servers.http(redirectTo(`http://site.example:${inside.port}/`));
    expect(await safeFetch(`http://site.example:${port}/`, local({ network: onlyWebPorts }))).toEqual(problem("port"));
    expect(inside.requests()).toBe(0);
  });

  it("without a place to go are answers", async () => {
    const port = await servers.http((_request, response) => response.writeHead(302).end());
    expect(await safeFetch(`http://site.example:${port}/`, local())).toMatchObject(status(302));
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
    const inside = await untouched();
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
