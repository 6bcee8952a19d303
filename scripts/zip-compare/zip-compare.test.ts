import { createHash } from "node:crypto";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { assert, asyncProperty, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { parseMetadata } from "@/scanners/archive/metadata";
import { ODD_ZIPS } from "@/tests/builders/odd-zips";
import { seededRandom } from "../throw-away/random";
import { randomMetadata } from "./random-metadata";
import { randomZip } from "./random-zip";
import { readByUs } from "./readers";

/** What an independent reader gets, told to be as strict as it can. */
async function readByZipJs(bytes: Uint8Array): Promise<Map<string, string>> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const files = new Map<string, string>();
  for (const entry of await reader.getEntries({ filenameValidation: "tolerant" })) {
    if (entry.directory) continue;
    const content = await entry.getData(new Uint8ArrayWriter(), { checkSignature: true, useWebWorkers: false });
    files.set(Buffer.from(entry.rawFilename).toString("latin1"), createHash("sha256").update(content).digest("hex"));
  }
  await reader.close();
  return files;
}

test("300 odd archives at random: refused in words, or everybody gets the same contents", async () => {
  let accepted = 0;
  for (let index = 0; index < 300; index += 1) {
    const { bytes, how } = randomZip(seededRandom(77_000 + index));
    const { reading } = await readByUs(bytes);
    if (typeof reading === "string") {
      expect(reading, how).toMatch(/^[a-z0-9-]+( [a-z0-9-]+)*$/);
      continue;
    }
    accepted += 1;
    expect([...(await readByZipJs(bytes)).values()].sort(), how).toEqual([...reading.values()].sort());
  }
  // Neither all nor nothing: the generator makes both kinds.
  expect(accepted).toBeGreaterThan(40);
  expect(accepted).toBeLessThan(260);
});

test("any change of a few bytes is refused in words, or changes no content", async () => {
  const whole = ODD_ZIPS["a ZIP64 end and a comment"]?.make() ?? new Uint8Array();
  const { reading } = await readByUs(whole);
  const contents = typeof reading === "string" ? [] : [...reading.values()].sort();
  expect(contents).toHaveLength(2);
  const patches = uint8Array({ minLength: 2, maxLength: 6 });
  const property = asyncProperty(patches, async (patch) => {
    const bytes = whole.slice();
    for (let at = 0; at + 1 < patch.length; at += 2) bytes[(patch[at] ?? 0) % bytes.length] = patch[at + 1] ?? 0;
    const changed = await readByUs(bytes);
    if (typeof changed.reading !== "string") expect([...changed.reading.values()].sort()).toEqual(contents);
  });
  await assert(property, { numRuns: 400, seed: 4 });
});

test("1,000 files of metadata at random are read or refused, every problem with its line", () => {
  for (let index = 0; index < 1_000; index += 1) {
    const text = randomMetadata(seededRandom(index));
    const lines = text.split(/\r\n|\n|\r/).length;
    for (const problem of parseMetadata(Buffer.from(text)).problems) {
      if (problem.code === "metadata-missing-key") continue;
      expect(problem.line, JSON.stringify(text)).toBeGreaterThan(0);
      expect(problem.line, JSON.stringify(text)).toBeLessThanOrEqual(lines);
    }
  }
});
