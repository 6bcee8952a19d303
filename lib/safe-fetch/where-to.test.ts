import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { local, problem, redirectTo, status, strict, untouched } from "@/tests/helpers/fetching";
import { LocalServers, localNetwork } from "@/tests/helpers/local-servers";
import { safeFetch } from "../safe-fetch";

let servers: LocalServers;
beforeEach(() => {
  servers = new LocalServers();
});
afterEach(() => servers.close());

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
    const inside = await untouched(servers);
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
    const inside = await untouched(servers);
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
    const inside = await untouched(servers);
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
