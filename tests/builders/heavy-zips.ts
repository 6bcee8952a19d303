/** Archives that cost a careless reader much: time, memory or both. Each is refused, for the reason that is named. */
import { deflateRawSync } from "node:zlib";
import { metadataText, pluginFiles } from "./plugin";
import { extraField, type RawEntry, rawZip } from "./raw-zip";
import { zipFolder } from "./zip";

interface HeavyZip {
  make(): Uint8Array;
  refusedAs: string;
}

const MANY = 10_000;
const MB = 1_000_000;
const entries = (count: number, make: (index: number) => RawEntry) => Array.from({ length: count }, (_, index) => make(index));
const heavy = (refusedAs: string, make: () => Uint8Array): HeavyZip => ({ refusedAs, make });
const zeros = (() => {
  const packed = new Map<number, Uint8Array>();
  return (sizeBytes: number): Pick<RawEntry, "content" | "data"> => {
    const content = new Uint8Array(sizeBytes);
    const data = packed.get(sizeBytes) ?? deflateRawSync(content, { level: 9 });
    packed.set(sizeBytes, data);
    return { content, data };
  };
})();
const wrongCrc = { local: { crc: 7 }, central: { crc: 7 } };
/** So many zeros in so many files, the last of them with a wrong checksum: nothing is known before all is unpacked. */
const unpackAll = (count: number, sizeBytes: number) => () =>
  rawZip(entries(count, (index) => ({ name: `p/${index}`, ...zeros(sizeBytes), ...(index === count - 1 ? wrongCrc : {}) })));

export const HEAVY_ZIPS: Readonly<Record<string, HeavyZip>> = {
  "10,000 files, each damaged": heavy("damaged-entry", () => rawZip(entries(MANY, (i) => ({ name: `p/${i}`, content: "x", ...wrongCrc })))),
  "10,000 files of one name": heavy("duplicate-entry", () => rawZip(entries(MANY, () => ({ name: "p/a", content: "x" })))),
  "10,000 names that differ in case": heavy("duplicate-entry", () =>
    rawZip(entries(MANY, (i) => ({ name: `p/${"é".repeat(120)}${i >> 1}${i % 2 ? "A" : "a"}`, content: "" }))),
  ),
  "10,000 paths of 120 levels": heavy("path-too-deep", () =>
    rawZip(entries(MANY, (i) => ({ name: `${"a/".repeat(115)}${i}`, content: "" }))),
  ),
  "10,000 paths of 32 levels with a file in the way": heavy("duplicate-entry", () =>
    rawZip([{ name: "a/a", content: "" }, ...entries(MANY - 1, (i) => ({ name: `${"a/".repeat(31)}${i}`, content: "" }))]),
  ),
  "65,535 files claimed and there": heavy("too-many-entries", () => rawZip(entries(65_534, (i) => ({ name: `p/${i}`, content: "" })))),
  "24 MB of names": heavy("path-too-long", () => rawZip(entries(185, (i) => ({ name: `p/${i}${"é".repeat(32_000)}`, content: "" })))),
  "24 MB of control characters in names": heavy("path-too-long", () =>
    rawZip(entries(185, (i) => ({ name: `p/${i}${"\u0001\u202e".repeat(16_000)}`, content: "" }))),
  ),
  "24 MB of extra fields": heavy("zip-ambiguous", () => {
    const extra = Buffer.concat(entries(16_000, () => ({ name: "", content: "" })).map(() => extraField(0x9999, new Uint8Array())));
    return rawZip(entries(180, (i) => ({ name: `p/${i}`, content: "x", local: { extra, crc: 7 }, central: { extra, crc: 7 } })));
  }),
  "records that share their data": heavy("zip-ambiguous", () =>
    rawZip([
      { name: "p/0", ...zeros(90 * MB) },
      ...entries(MANY - 1, (i) => ({ name: `p/${i + 1}`, content: "", centralOnly: true, central: { localOffset: 0 } })),
    ]),
  ),
  "records inside each other": heavy("zip-ambiguous", () => {
    const data = Buffer.alloc(20 * MB, "x");
    const inner = entries(MANY - 1, (i) => ({ name: `p/${i + 1}`, content: "", centralOnly: true, central: { localOffset: 40 + i * 7 } }));
    return rawZip([{ name: "p/0", content: data, method: 0 }, ...inner]);
  }),
  "24 MB of half signatures, and one": heavy("zip-ambiguous", () => {
    const content = Buffer.concat([Buffer.alloc(24 * MB, "PK\x00"), Buffer.from("PK\x07\x08")]);
    return rawZip([{ name: "p/a", content, method: 0, dataDescriptor: true }]);
  }),
  "24 MB of signatures behind the list": heavy("zip-extra-bytes", () =>
    rawZip([{ name: "p/a", content: "" }], { append: Buffer.alloc(24 * MB, "PK\x05\x06") }),
  ),
  "24 MB of signatures and no list": heavy("zip-extra-bytes", () => new Uint8Array(Buffer.alloc(24 * MB, "PK\x05\x06"))),
  "250 MB in 25 files": heavy("damaged-entry", unpackAll(25, 10 * MB)),
  "250 MB in 10,000 files": heavy("damaged-entry", unpackAll(MANY, 25_000)),
  "200 MB in two files": heavy("damaged-entry", unpackAll(2, 100 * MB)),
  "100 MB behind a claim of ten bytes": heavy("damaged-entry", () =>
    rawZip([{ name: "p/a", content: "0123456789", data: zeros(100 * MB).data as Uint8Array }]),
  ),
  "2,500 small claims with 100 KB behind each": heavy("damaged-entry", () =>
    rawZip(entries(2_500, (i) => ({ name: `p/${i}`, content: "0123456789", data: zeros(100_000).data as Uint8Array }))),
  ),
  "metadata.txt of 24 MB": heavy("metadata-too-large", () =>
    zipFolder(pluginFiles({ files: { "metadata.txt": Buffer.alloc(24 * MB, "a=b\n") } })),
  ),
  "metadata.txt of 90 MB": heavy("metadata-too-large", () => {
    const rest = Object.entries(pluginFiles({ files: { "metadata.txt": null } }));
    const files = rest.map(([name, content]): RawEntry => ({ name, content: content as string }));
    return rawZip([...files, { name: "sample_plugin/metadata.txt", ...zeros(90 * MB) }]);
  }),
  "metadata.txt of 250 KB of keys": heavy("metadata-duplicate-key", () => {
    const text = metadataText({ name: "x" }) + "A=\na=\n".repeat(42_000);
    return zipFolder(pluginFiles({ files: { "metadata.txt": text } }));
  }),
  "metadata.txt of 250 KB of bad lines": heavy("metadata-syntax", () =>
    zipFolder(pluginFiles({ files: { "metadata.txt": `[general]\n${"x\n".repeat(125_000)}` } })),
  ),
  "250 MB and a missing licence": heavy("missing-license", () => {
    const files = Object.entries(pluginFiles({ files: { LICENSE: null } })).map(
      ([name, content]): RawEntry => ({ name, content: content as string }),
    );
    return rawZip([...files, ...entries(24, (i) => ({ name: `sample_plugin/${i}.bin`, ...zeros(10 * MB) }))]);
  }),
};
