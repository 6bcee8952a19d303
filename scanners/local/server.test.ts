import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { ENGINE_VERSION } from "../core/engine-version";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { fetchRuleset } from "./server";

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
