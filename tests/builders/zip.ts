/** ZIP files for tests and demo data: normal ones from a table of entries, hostile ones by name. */
import { deflateRawSync } from "node:zlib";
import { pluginFiles } from "./plugin";
import { type RawEntry, type RawZipOptions, rawZip, toBytes } from "./raw-zip";

export type EntryContent = string | Uint8Array | { content: string | Uint8Array; mode?: number };
export type Entries = Record<string, EntryContent>;

function rawEntries(entries: Entries): RawEntry[] {
  return Object.entries(entries).map(([name, value]) => {
    const plain = typeof value === "string" || value instanceof Uint8Array;
    const mode = plain ? undefined : value.mode;
    const type = name.endsWith("/") ? 0o040000 : 0o100000;
    return { name, content: plain ? value : value.content, mode: type | (mode ?? 0o644) };
  });
}

/** A ZIP with the entries in the order given. Modes are permission bits (default 0o644). Equal input, equal bytes. */
export function zipFolder(entries: Entries, options: RawZipOptions = {}): Uint8Array {
  return rawZip(rawEntries(entries), options);
}

/** A valid plugin's entries with the extra ones behind them. */
function pluginWith(extra: readonly RawEntry[], options: RawZipOptions = {}): Uint8Array {
  return rawZip([...rawEntries(pluginFiles()), ...extra], options);
}

const inPlugin = (name: string) => `sample_plugin/${name}`;

function zeros(sizeBytes: number, name: string): RawEntry {
  return { name: inPlugin(name), content: new Uint8Array(sizeBytes) };
}

/** The second entry's record lies inside the stored data of the first. */
function overlappingZip(): Uint8Array {
  const inner: RawEntry = { name: inPlugin("inner.txt"), content: "inner text", method: 0 };
  const outer: RawEntry = { name: inPlugin("outer.txt"), content: rawZip([inner]), method: 0 };
  const localOffset = Buffer.from(pluginWith([outer])).indexOf("inner.txt") - inPlugin("").length - 30;
  return pluginWith([outer, { ...inner, centralOnly: true, central: { localOffset } }]);
}

function truncatedZip(): Uint8Array {
  const whole = zipFolder(pluginFiles());
  return whole.subarray(0, Math.floor(whole.length / 2));
}

/** 4 KB that inflate to 4 MB behind a header that says 10 bytes. */
function lyingSizes(): RawEntry {
  const data = deflateRawSync(new Uint8Array(4_000_000), { level: 9 });
  return { name: inPlugin("lies.bin"), content: "0123456789", data };
}

/** Each is a plugin that would be valid but for one thing. All must be refused, none may hurt. */
export const hostileZips = {
  symlink: () => pluginWith([{ name: inPlugin("link"), content: "/etc/passwd", mode: 0o120777 }]),
  device: () => pluginWith([{ name: inPlugin("device"), content: "", mode: 0o060644 }]),
  parentPath: () => pluginWith([{ name: inPlugin("../../evil.py"), content: "1" }]),
  absolutePath: () => pluginWith([{ name: "/etc/evil.py", content: "1" }]),
  drivePath: () => pluginWith([{ name: "C:/evil.py", content: "1" }]),
  backslashPath: () => pluginWith([{ name: "sample_plugin\\evil.py", content: "1" }]),
  nulInName: () => pluginWith([{ name: inPlugin("evil.py\0.txt"), content: "1" }]),
  bidiName: () => pluginWith([{ name: inPlugin("evil\u202Eyp.txt"), content: "1" }]),
  reservedWindowsName: () => pluginWith([{ name: inPlugin("aux.py"), content: "1" }]),
  invalidUtf8Name: () => pluginWith([{ name: Buffer.from("sample_plugin/\xff\xfe.py", "latin1"), content: "1" }]),
  badCrc: () => pluginWith([{ name: inPlugin("bad.txt"), content: "text", local: { crc: 1 }, central: { crc: 1 } }]),
  lyingSizes: () => pluginWith([lyingSizes()]),
  overlapping: overlappingZip,
  prepended: () => pluginWith([], { prepend: toBytes("#!/bin/sh\nexit 0\n") }),
  prependedSkewed: () => pluginWith([], { prepend: toBytes("#!/bin/sh\nexit 0\n"), offsetsIgnorePrepend: true }),
  appended: () => pluginWith([], { append: toBytes("trailing bytes") }),
  gap: () => pluginWith([], { gap: toBytes("hidden between the records") }),
  duplicateName: () => pluginWith([{ name: inPlugin("__init__.py"), content: "evil = 1\n" }]),
  duplicateByCase: () => pluginWith([{ name: inPlugin("PLUGIN.py"), content: "evil = 1\n" }]),
  duplicateByUnicode: () =>
    pluginWith([
      { name: inPlugin("caf\u00e9.py"), content: "1" },
      { name: inPlugin("cafe\u0301.py"), content: "2" },
    ]),
  encrypted: () => pluginWith([{ name: inPlugin("secret.bin"), content: "text", local: { flags: 0x801 }, central: { flags: 0x801 } }]),
  unknownMethod: () => pluginWith([{ name: inPlugin("packed.bin"), content: "text", method: 14 }]),
  nameMismatch: () => pluginWith([{ name: inPlugin("a.txt"), content: "1", local: { name: inPlugin("b.exe") } }]),
  sizeMismatch: () => pluginWith([{ name: inPlugin("a.txt"), content: "12345", local: { size: 4 } }]),
  methodMismatch: () => pluginWith([{ name: inPlugin("a.txt"), content: "12345", method: 0, local: { method: 8 } }]),
  wrongDescriptor: () => pluginWith([{ name: inPlugin("a.txt"), content: "12345", dataDescriptor: { crc: 7 } }]),
  wrongCount: () => pluginWith([], { claimedEntries: 2 }),
  truncated: truncatedZip,
  /** Under 300 KB, 270 MB inflated, each entry inside its own limit. Takes about a second to build. */
  bomb: () => pluginWith([zeros(90_000_000, "a.bin"), zeros(90_000_000, "b.bin"), zeros(90_000_000, "c.bin")]),
  /** One entry over 100 MB. */
  bigEntry: () => pluginWith([zeros(100_000_001, "a.bin")]),
  /** Claims 10 bytes, inflates to 120 MB. */
  lyingBomb: () => {
    const data = deflateRawSync(new Uint8Array(120_000_000), { level: 9 });
    return pluginWith([{ name: inPlugin("lies.bin"), content: "0123456789", data }]);
  },
} satisfies Record<string, () => Uint8Array>;
