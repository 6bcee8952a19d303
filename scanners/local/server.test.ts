import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterEach, expect, it } from "vitest";
import { ENGINE_VERSION } from "../core/engine-version";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { fetchRuleset } from "./server";
import { fetchDecisions, readToken } from "./server-decisions";

let server: Server | undefined;
afterEach(() => void server?.close());

async function site(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const answering = (value: unknown): Promise<string> => site((_request, response) => response.end(JSON.stringify(value)));
const rules = (over: object) => {
  const { digest: _digest, ...rest } = DEFAULT_RULESET;
  return { engineVersion: ENGINE_VERSION, ruleset: { ...rest, ...over } };
};

it("asks one address, says nothing of the plugin, and is content with its own ruleset", async () => {
  const asked: unknown[] = [];
  const url = await site((request, response) => {
    asked.push([request.method, request.url, request.headers.authorization, request.headers.cookie]);
    response.end(JSON.stringify(rules({})));
  });
  expect(await fetchRuleset(`${url}/`)).toEqual({ ruleset: DEFAULT_RULESET, warnings: [] });
  expect(asked).toEqual([["GET", "/api/v1/ruleset", undefined, undefined]]);
});

it.each([
  ["newer", rules({ version: DEFAULT_RULESET.version + 1 }), /Update this program/],
  ["older", rules({ version: DEFAULT_RULESET.version - 1 }), /has the older ruleset/],
  ["other", rules({ title: "Changed" }), /another ruleset under the name/],
  ["made for another engine", { ...rules({}), engineVersion: "99.0.0" }, /runs engine 99\.0\.0/],
])("warns when the site's ruleset is %s", async (_what, answer, words) => {
  const { ruleset, warnings } = await fetchRuleset(await answering(answer));
  expect(warnings).toEqual([expect.stringMatching(words)]);
  expect(ruleset.title).toBe(answer.ruleset.title);
});

it.each([
  ["http://plugins.example.org", "must begin with https:"],
  ["ftp://localhost", "must begin with https:"],
  ["https://me:secret@plugins.example.org", "must not hold a name or a password"],
  ["plugins.example.org", "is no address of a site"],
])("does not ask %s", async (address, words) => {
  await expect(fetchRuleset(address)).rejects.toThrow(words);
});

it.each<[string, RequestListener, string]>([
  [
    "sends on",
    (_request, response) => response.writeHead(302, { location: "https://other.example.org" }).end(),
    "sends on to https://other.example.org",
  ],
  ["has nothing there", (_request, response) => response.writeHead(404).end(), "answered 404"],
  ["answers with a page", (_request, response) => response.end("<html>"), "it is not JSON"],
  ["answers with something else", (_request, response) => response.end('{"engineVersion":"1","ruleset":{"name":"x"}}'), "ruleset.version"],
  [
    "never stops",
    (_request, response) => {
      response.on("error", () => {});
      const more = () => {
        if (response.destroyed) return;
        response.write("x".repeat(100_000));
        setImmediate(more);
      };
      more();
    },
    "more than 2 MB",
  ],
])("is told when a site %s", async (_what, answer, words) => {
  await expect(fetchRuleset(await site(answer))).rejects.toThrow(words);
});

it("says so when nobody answers", async () => {
  const url = await site(() => {});
  await new Promise((resolve) => server?.close(resolve));
  await expect(fetchRuleset(url)).rejects.toThrow(/cannot be reached \(ECONNREFUSED\)/);
});

const decisions = { packageName: "my plugin", fingerprintKey: "a".repeat(64), decisions: [] };

it("asks for decisions with the token, at one address", async () => {
  const asked: unknown[] = [];
  const url = await site((request, response) => {
    asked.push([request.method, request.url, request.headers.authorization]);
    response.end(JSON.stringify({ ...decisions, added: "later" }));
  });
  expect(await fetchDecisions(`${url}/site/`, "my plugin", "gb_x")).toEqual(decisions);
  expect(asked).toEqual([["GET", "/site/api/v1/plugins/my%20plugin/decisions", "Bearer gb_x"]]);
});

it.each([
  [401, "does not take this token"],
  [403, "does not take this token"],
  [404, "has no plugin my_plugin that this token is for"],
  [500, "answered 500"],
])("says what a site means with %i to a token", async (status, words) => {
  const url = await site((_request, response) => response.writeHead(status).end());
  await expect(fetchDecisions(url, "my_plugin", "gb_x")).rejects.toThrow(words);
});

it("a token is sent on to no other site", async () => {
  const asked: string[] = [];
  const other = createServer((request, response) => {
    asked.push(String(request.headers.authorization));
    response.end(JSON.stringify(decisions));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  const url = await site((_request, response) => response.writeHead(307, { location }).end());
  await expect(fetchDecisions(url, "my_plugin", "gb_x")).rejects.toThrow("sends on to");
  other.close();
  expect(asked).toEqual([]);
});

it("a token is one line of text, and is never repeated in words", async () => {
  expect(await readToken("-", Readable.from(["gb_abc\n"]))).toBe("gb_abc");
  for (const text of ["", "  \n", "two words", "a\nb", "x".repeat(501), "gb_\u00e9"])
    await expect(readToken("-", Readable.from([text]))).rejects.toThrow("The standard input holds no token");
  await expect(readToken("/nowhere/at/all")).rejects.toThrow("There is no file /nowhere/at/all");
});
