/** Odd archives at random: entries with one or two oddities each, then oddities of the whole, then damage. */
import { deflateRawSync } from "node:zlib";
import { extraField, type RawEntry, type RawZipOptions, rawZip, toBytes, unicodePathField, zip64Field } from "@/tests/builders/raw-zip";
import { between, oneOf, type Random } from "../throw-away/random";

export interface RandomZip {
  /** What is odd about it, for a report. */
  how: string;
  bytes: Uint8Array;
}

type Oddity<T> = readonly [how: string, apply: (random: Random, value: T) => T];

const IN_ZIP64 = 0xffffffff;
const UTF8 = 0x0800;
const text = (random: Random, length: number) =>
  Array.from({ length }, () => oneOf(random, ["a", "b", " ", "\n", "PK", "\x03\x04", "\x01\x02", "\x07\x08", "é"])).join("");
const contentOf = (entry: RawEntry) => toBytes(entry.content);
const packedLength = (entry: RawEntry) =>
  entry.data?.length ?? (entry.method === 0 ? contentOf(entry).length : deflateRawSync(contentOf(entry), { level: 9 }).length);
const sizesOf = (entry: RawEntry) => [contentOf(entry).length, packedLength(entry)] as const;
const both = (entry: RawEntry, fields: object): RawEntry => ({
  ...entry,
  local: { ...entry.local, ...fields },
  central: { ...entry.central, ...fields },
});
const renamed = (make: (random: Random) => string) => (random: Random, entry: RawEntry) => ({ ...entry, name: make(random) });
const unflagged = (name: string) => (_: Random, entry: RawEntry) => both({ ...entry, name: Buffer.from(name, "latin1") }, { flags: 0 });

const NAMES = [
  "p/a.txt",
  "p/A.txt",
  "p/b",
  "p/b/c",
  "p/ü.txt",
  "p/u\u0308.txt",
  "p/../a",
  "/p/a",
  "p\\a",
  "p/a;1",
  "p/a ",
  "p/nul",
  "p//a",
];
const RAW_NAMES = ["p/caf\x82.txt", "p/caf\xc3\xa9.txt", "p/\xd6\xd0.txt", "p/\xff"];

/** Each may be harmless, or not: the readers decide. */
const ENTRY_ODDITIES: readonly Oddity<RawEntry>[] = [
  ["name", renamed((random) => oneOf(random, NAMES))],
  ["long name", renamed((random) => `p/${"x".repeat(between(random, 1, 300))}`)],
  ["folder", (_, entry) => ({ ...entry, name: "p/sub/", content: "", mode: 0o040755, method: 0 })],
  ["name in bytes", (random, entry) => unflagged(oneOf(random, RAW_NAMES))(random, entry)],
  ["stored", (_, entry) => ({ ...entry, method: 0 })],
  ["method", (random, entry) => ({ ...entry, method: oneOf(random, [1, 9, 12, 14, 93]) })],
  ["flags", (random, entry) => both(entry, { flags: UTF8 | (1 << between(random, 0, 16)) })],
  ["flags in one header", (random, entry) => ({ ...entry, local: { ...entry.local, flags: UTF8 | (1 << between(random, 0, 16)) } })],
  ["version", (random, entry) => both(entry, { version: between(random, 0, 70) })],
  ["host", (random, entry) => ({ ...entry, central: { ...entry.central, madeBy: (between(random, 0, 20) << 8) | 20 } })],
  [
    "attributes",
    (random, entry) => ({
      ...entry,
      central: { ...entry.central, externalAttributes: oneOf(random, [0, 0x10, 0x20, 0x08, 0xa1ff0000, 0x81a40000]) },
    }),
  ],
  ["size in one header", (random, entry) => ({ ...entry, local: { ...entry.local, size: between(random, 0, 50) } })],
  ["size in the list", (random, entry) => ({ ...entry, central: { ...entry.central, size: between(random, 0, 50) } })],
  ["size in both", (random, entry) => both(entry, { size: between(random, 0, 50) })],
  ["compressed size in both", (random, entry) => both(entry, { compressedSize: between(random, 0, 50) })],
  ["checksum", (random, entry) => both(entry, { crc: between(random, 0, 9) })],
  ["name in one header", (_, entry) => ({ ...entry, local: { ...entry.local, name: "p/other.txt" } })],
  ["descriptor", (_, entry) => ({ ...entry, dataDescriptor: true })],
  [
    "odd descriptor",
    (random, entry) => ({
      ...entry,
      dataDescriptor: { signature: random() < 0.5, long: random() < 0.5, ...(random() < 0.3 && { size: 3 }) },
    }),
  ],
  [
    "announced descriptor",
    (random, entry) => ({
      ...entry,
      dataDescriptor: { long: random() < 0.8, signature: random() < 0.5 },
      local: { ...entry.local, size: IN_ZIP64, compressedSize: IN_ZIP64, extra: zip64Field(0, 0) },
    }),
  ],
  [
    "ZIP64 in the header",
    (random, entry) => {
      const numbers = random() < 0.7 ? sizesOf(entry) : [between(random, 0, 50), between(random, 0, 50)];
      return { ...entry, local: { ...entry.local, size: IN_ZIP64, compressedSize: IN_ZIP64, extra: zip64Field(...numbers) } };
    },
  ],
  [
    "ZIP64 in the list",
    (random, entry) => {
      const numbers = random() < 0.7 ? sizesOf(entry) : [between(random, 0, 50), between(random, 0, 50)];
      const moved = { ...(random() < 0.7 && { size: IN_ZIP64 }), ...(random() < 0.5 && { compressedSize: IN_ZIP64 }) };
      return { ...entry, central: { ...entry.central, ...moved, extra: zip64Field(...numbers.slice(0, between(random, 0, 3))) } };
    },
  ],
  ["extra field", (random, entry) => both(entry, { extra: extraField(between(random, 0, 0xffff), new Uint8Array(between(random, 0, 9))) })],
  ["broken extra field", (random, entry) => both(entry, { extra: new Uint8Array(between(random, 1, 9)).fill(between(random, 0, 3)) })],
  [
    "second name",
    (random, entry) => {
      const name = typeof entry.name === "string" && random() < 0.5 ? entry.name : "p/second.txt";
      return both(entry, { extra: unicodePathField(name, toBytes(entry.name), ...(random() < 0.3 ? [7] : [])) });
    },
  ],
  ["data behind the data", (_, entry) => ({ ...entry, data: Buffer.concat([deflateRawSync(contentOf(entry)), Buffer.from("behind")]) })],
  ["place", (random, entry) => ({ ...entry, central: { ...entry.central, localOffset: between(random, 0, 80) } })],
  ["only in the list", (_, entry) => ({ ...entry, centralOnly: true, central: { ...entry.central, localOffset: 0 } })],
  ["not in the list", (_, entry) => ({ ...entry, localOnly: true })],
  ["comment of an entry", (random, entry) => ({ ...entry, central: { ...entry.central, comment: Buffer.from(text(random, 9)) } })],
];

const ARCHIVE_ODDITIES: readonly Oddity<RawZipOptions>[] = [
  ["bytes in front", (random, options) => ({ ...options, prepend: Buffer.from(text(random, 5)), offsetsIgnorePrepend: random() < 0.5 })],
  ["bytes behind", (random, options) => ({ ...options, append: Buffer.from(text(random, 5)) })],
  ["a gap", (random, options) => ({ ...options, gap: Buffer.from(text(random, 5)) })],
  ["a comment", (random, options) => ({ ...options, comment: Buffer.from(text(random, between(random, 0, 30))) })],
  ["a comment with a ZIP", (_, options) => ({ ...options, comment: rawZip([{ name: "p/in-comment", content: "x" }]) })],
  ["number of files", (random, options) => ({ ...options, claimedEntries: oneOf(random, [0, 1, 2, 3, 0xffff]) })],
  ["end", (random, options) => ({ ...options, end: { [oneOf(random, ["size", "offset", "disk"])]: oneOf(random, [0, 1, 46, 0xffff]) } })],
  ["ZIP64 end", (_, options) => ({ ...options, zip64End: {} })],
  ["ZIP64 end alone", (_, options) => ({ ...options, zip64End: {}, end: { count: 0xffff, size: IN_ZIP64, offset: IN_ZIP64 } })],
  [
    "lying ZIP64 end",
    (random, options) => ({
      ...options,
      zip64End: { [oneOf(random, ["count", "size", "offset", "locatorOffset"])]: between(random, 0, 99) },
    }),
  ],
];

/** Bytes changed, cut out, put in or repeated, as a broken copy or a forger does. */
function damage(random: Random, bytes: Uint8Array): Uint8Array {
  const at = between(random, 0, bytes.length);
  const end = Math.min(bytes.length, at + between(random, 1, 40));
  const parts = oneOf(random, [
    [bytes.subarray(0, at), Buffer.of(between(random, 0, 256)), bytes.subarray(at + 1)],
    [bytes.subarray(0, at), bytes.subarray(end)],
    [bytes.subarray(0, end), bytes.subarray(at, end), bytes.subarray(end)],
    [bytes.subarray(0, at), Buffer.from(text(random, 3)), bytes.subarray(at)],
    [bytes, bytes.subarray(at)],
  ]);
  return Uint8Array.from(Buffer.concat(parts));
}

/** The same for the same numbers. */
export function randomZip(random: Random): RandomZip {
  const how: string[] = [];
  const some = <T>(value: T, oddities: readonly Oddity<T>[], chance: number): T => {
    let odd = value;
    for (let left = chance; random() < left; left /= 2) {
      const [name, apply] = oneOf(random, oddities);
      how.push(name);
      odd = apply(random, odd);
    }
    return odd;
  };
  const entries = Array.from({ length: between(random, 1, 4) }, (_, index): RawEntry => {
    return some({ name: `p/file-${index}.txt`, content: text(random, between(random, 0, 40)) }, ENTRY_ODDITIES, 0.6);
  });
  const options = some<RawZipOptions>({}, ARCHIVE_ODDITIES, 0.3);
  let bytes = rawZip(entries, options);
  if (random() < 0.2) {
    how.push("damage");
    bytes = damage(random, bytes);
  }
  return { how: how.join(", ") || "nothing", bytes };
}
