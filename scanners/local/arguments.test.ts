import { expect, it } from "vitest";
import { parseRequest } from "./arguments";

const scan = {
  kind: "scan",
  path: "p.zip",
  format: "text",
  output: null,
  ruleset: null,
  server: null,
  decisions: null,
  tokenFile: null,
  baseline: null,
  isNewPlugin: false,
  fixDiff: null,
  threads: null,
};

it.each([
  ["", { kind: "help" }],
  ["scan p.zip", scan],
  ["p.zip --threads 4 --format sarif --output out.sarif", { ...scan, threads: 4, format: "sarif", output: "out.sarif" }],
  [
    "scan --server https://x.org --decisions d.json p.zip --new-plugin",
    { ...scan, server: "https://x.org", decisions: "d.json", isNewPlugin: true },
  ],
  ["p.zip --server https://x.org --token-file -", { ...scan, server: "https://x.org", tokenFile: "-" }],
  ["scan scan", { ...scan, path: "scan" }],
  ["--explain B602", { kind: "explain", rule: "B602" }],
  ["--list-rules --ruleset qgis-2026-07 --format json", { kind: "list-rules", ruleset: "qgis-2026-07", server: null, format: "json" }],
  ["--version", { kind: "version" }],
])("greenbadge %s", (line, request) => {
  expect(parseRequest(line.split(" ").filter(Boolean))).toEqual(request);
});

it.each([
  ["scan", "Say what to scan"],
  ["scan a.zip b.zip", "One package at a time: a.zip, b.zip are 2"],
  ["scan a.zip --fromat json", "no option --fromat. Did you mean --format?"],
  ["scan a.zip --format jsn", "no format jsn: choose from text, json, sarif, junit, github, qgis. Did you mean json?"],
  ["scan a.zip --threads 0", "a number from 1 to"],
  ["scan a.zip --threads two", "a number from 1 to"],
  ["scan a.zip --output", "--output"],
  ["scan a.zip --server https://x.org --ruleset default", "leave out --ruleset"],
  ["scan a.zip --token-file t", "--token-file is for the site that --server names"],
  ["scan a.zip --server https://x.org --token-file t --decisions d.json", "leave out --decisions"],
  ["--explain B602 a.zip", "--explain scans nothing, so a.zip makes no sense"],
  ["--list-rules --baseline b.json", "--list-rules scans nothing, so --baseline makes no sense"],
  ["--list-rules --format junit", "text or json"],
])("greenbadge %s is refused", (line, words) => {
  expect(() => parseRequest(line.split(" "))).toThrow(words);
});
