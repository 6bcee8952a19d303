import { describe, expect, it } from "vitest";
import { pluginFiles } from "@/tests/builders/plugin";
import { cpuMs } from "@/tests/helpers/cpu-time";
import { parseMetadata } from "./metadata";
import { parseIni } from "./metadata-ini";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Parses a valid metadata.txt with some keys replaced (null leaves one out) and lines behind. */
function parse(metadata: Record<string, string | null> = {}, behind = "") {
  return parseMetadata(bytes(`${pluginFiles({ metadata })["sample_plugin/metadata.txt"]}${behind}`));
}

const codes = (metadata: Record<string, string | null>, behind = "") => parse(metadata, behind).problems.map((problem) => problem.code);

describe("parseIni", () => {
  it("reads values as Python's configparser does", () => {
    const text = [
      "# a comment",
      "[general]",
      "name = Tool ; no comment here",
      "about: first",
      "  second=still",
      "",
      "  ; dropped",
      "\tthird",
      "rate=100% of it",
      "empty=",
      "[other]",
      "name=not this",
    ].join("\r\n");
    const { general, problems, generalLine } = parseIni(text);
    expect(problems).toEqual([]);
    expect(generalLine).toBe(2);
    expect(Object.fromEntries([...general].map(([key, value]) => [key, value.text]))).toEqual({
      name: "Tool ; no comment here",
      about: "first\nsecond=still\n\nthird",
      rate: "100% of it",
      empty: "",
    });
    expect(general.get("rate")?.line).toBe(9);
  });

  it("names the lines of all faults", () => {
    const { problems } = parseIni("stray\n[general]\nname=a\nno delimiter\nname=b\nName=c\n=empty key");
    expect(problems.map((problem) => [problem.code, problem.level, problem.line])).toEqual([
      ["metadata-syntax", "error", 1],
      ["metadata-syntax", "error", 4],
      ["metadata-duplicate-key", "error", 5],
      ["metadata-duplicate-key", "error", 6],
      ["metadata-syntax", "error", 7],
    ]);
  });
});

describe("parseMetadata", () => {
  it("fills in what may be missing and keeps what it does not know", () => {
    const { metadata, problems } = parse({ version: "Version 1.0", tags: "Raster, vector , raster", experimental: "YES", myKey: "kept" });
    expect(problems).toEqual([]);
    expect(metadata).toMatchObject({
      version: "1.0",
      qgisMaximumVersion: "3.99",
      tags: ["raster", "vector"],
      experimental: true,
      deprecated: false,
      extra: { myKey: "kept" },
    });
    expect(metadata).not.toHaveProperty("homepage");
  });

  it("tolerates a byte order mark, and says that QGIS does not", () => {
    const text = pluginFiles()["sample_plugin/metadata.txt"];
    const { metadata, problems } = parseMetadata(bytes(`\uFEFF${text}`));
    expect(metadata?.name).toBe("Sample Plugin");
    expect(problems.map(({ code, level, line }) => [code, level, line])).toEqual([["metadata-byte-order-mark", "warning", 1]]);
  });

  it("lists every missing key at once", () => {
    const { problems, metadata } = parseMetadata(bytes("[general]\nname=x\nEmail=a@example.org\n"));
    expect(metadata).toBeUndefined();
    expect(problems.filter((problem) => problem.code === "metadata-missing-key")).toHaveLength(8);
    expect(problems.find((problem) => problem.message.includes("`email`"))).toMatchObject({ line: 3 });
  });

  it.each([
    ["author", "A/B", "metadata-author"],
    ["email", "not an address", "metadata-email"],
    ["email", "a@example.org, b@", "metadata-email"],
    ["version", "1.0/2", "metadata-version"],
    ["version", "add", "metadata-version"],
    ["version", "x".repeat(33), "metadata-version"],
    ["qgisMinimumVersion", "three", "metadata-qgis-version"],
    ["qgisMaximumVersion", "3.10", "metadata-version-range"],
    ["qgisMaximumVersion", "2.99", "metadata-version-range"],
    ["tracker", "http://bugs", "metadata-link"],
    ["repository", "git@example.org:a/b", "metadata-link"],
    ["homepage", "javascript:alert(1)", "metadata-link"],
    ["name", "two\nlines", "metadata-text"],
    ["name", "x".repeat(257), "metadata-text"],
  ])("refuses %s=%s", (key, value, code) => {
    expect(codes({ [key]: value })).toEqual([code]);
  });

  it.each([
    ["email", "a@example.org, b@example.org"],
    ["qgisMaximumVersion", "3.99"],
    ["qgisMinimumVersion", "3"],
    ["homepage", ""],
    ["qgisMaximumVersion", ""],
  ])("accepts %s=%s", (key, value) => {
    expect(codes({ [key]: value })).toEqual([]);
  });

  it("names the line that is not UTF-8, the size, and the missing section", () => {
    expect(parseMetadata(Buffer.from("[general]\nname=caf\xe9\n", "latin1")).problems).toMatchObject([
      { code: "metadata-encoding", line: 2 },
    ]);
    expect(parseMetadata(new Uint8Array(256 * 1024 + 1)).problems).toMatchObject([{ code: "metadata-too-large" }]);
    expect(parseMetadata(bytes("[General]\nname=x")).problems).toMatchObject([{ code: "metadata-no-general" }]);
  });

  it("takes 250 KB of hostile lines in its stride", () => {
    const start = cpuMs();
    const keys = Array.from({ length: 30_000 }, (_, index) => `${index.toString(36)}=`).join("\n");
    for (const text of [keys, "x\n".repeat(125_000), `email=${"a".repeat(200_000)}`, `name=${"=".repeat(200_000)}`]) parse({}, text);
    expect(cpuMs() - start).toBeLessThan(8_000);
  });
});
