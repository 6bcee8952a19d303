/**
 * Looks for archives and metadata that mean one thing to us and another to the programs that unpack them.
 *
 *   npm run zip-compare -- [--archives 2000] [--metadata 5000] [--seed 1] [--keep DIR]
 *
 * Needs python3 and unzip. For each archive of a fixed odd set and of a random one: our reader refuses it, or we, Python's
 * zipfile and `unzip` get the same names and contents. For each random metadata.txt: we read what Python's configparser reads
 * as QGIS Desktop calls it, or both refuse. What differs is kept in a folder; ends with 1 when something does.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ODD_ZIPS } from "@/tests/builders/odd-zips";
import { textTable } from "./text-table";
import { seededRandom } from "./throw-away/random";
import { compareMetadata } from "./zip-compare/compare-metadata";
import { randomZip } from "./zip-compare/random-zip";
import { difference, readByPython, readByUnzip, readByUs, writeArchive } from "./zip-compare/readers";

interface Archive {
  name: string;
  how: string;
  bytes: Uint8Array;
}

function archives(count: number, seed: number): Archive[] {
  const fixed = Object.entries(ODD_ZIPS).map(([how, odd], index) => ({ name: `odd-${index}.zip`, how, bytes: odd.make() }));
  // A generator of its own for each, so that one of them can be made again alone.
  const random = Array.from({ length: count }, (_, index) => ({
    name: `random-${index}.zip`,
    ...randomZip(seededRandom(seed * 1_000_003 + index)),
  }));
  return [...fixed, ...random];
}

interface Tally {
  accepted: number;
  refused: number;
  /** Refused by us, read by Python all the same. */
  readElsewhere: number;
  disagreements: string[];
}

async function compareArchives(list: readonly Archive[], folder: string, keepIn: string): Promise<Tally> {
  const files = join(folder, "archives");
  for (const { name, bytes } of list) writeArchive(files, name, bytes);
  const byPython = readByPython(files);
  const tally: Tally = { accepted: 0, refused: 0, readElsewhere: 0, disagreements: [] };
  for (const { bytes, how, name } of list) {
    const ours = await readByUs(bytes);
    const python = byPython.get(name) ?? "not read";
    if (typeof ours.reading === "string") {
      tally.refused += 1;
      if (typeof python !== "string") tally.readElsewhere += 1;
      continue;
    }
    tally.accepted += 1;
    const differences = [
      ["zipfile", difference(ours, python, true)],
      ["unzip", difference(ours, readByUnzip(join(files, name), join(folder, "unpacked")), false)],
    ].filter(([, fault]) => fault !== null);
    for (const [reader, fault] of differences) tally.disagreements.push(`${name} (${how}), ${reader}: ${fault}`);
    if (differences.length > 0) writeArchive(keepIn, name, bytes);
  }
  return tally;
}

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { archives: text, metadata: text, seed: text, keep: text } });
const keepIn = values.keep ? resolve(process.env.INIT_CWD ?? ".", values.keep) : join(".data", "zip-compare");
const seed = Number(values.seed ?? 1);
const folder = mkdtempSync(join(tmpdir(), "zip-compare-"));
try {
  const zips = await compareArchives(archives(Number(values.archives ?? 2_000), seed), folder, keepIn);
  const metadata = compareMetadata(Number(values.metadata ?? 5_000), seed);
  const rows = [
    ["", "read", "refused", "disagreements"],
    ["archives", zips.accepted, zips.refused, zips.disagreements.length],
    ["metadata.txt", metadata.read, metadata.refused + metadata.odd, metadata.disagreements.length],
  ];
  console.log(textTable(rows));
  console.log(
    `\n${zips.readElsewhere} of the archives that we refuse are read by zipfile; ${metadata.odd} files hold characters at which QGIS versions differ.`,
  );
  const disagreements = [...zips.disagreements, ...metadata.disagreements];
  for (const line of disagreements.slice(0, 20)) console.error(`DIFFERS ${line}`);
  if (zips.disagreements.length > 0) console.error(`The archives are in ${keepIn}`);
  process.exitCode = disagreements.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
