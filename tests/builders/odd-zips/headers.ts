/** Local header against central directory, sizes, descriptors, extra fields, flags and methods. */
import { crc32, deflateRawSync } from "node:zlib";
import { extraField, type RawEntry, rawZip, unicodePathField, zip64Field } from "../raw-zip";
import { A, B, bytesOf, type OddZip, oddEntry, refused } from "./odd-zip";

const IN_ZIP64 = 0xffffffff;
const UTF8 = 0x0800;
const STREAMED = 0x0008;
const text = Buffer.from(B.content as string);
const packed = deflateRawSync(text, { level: 9 });
const sizes64 = { size: IN_ZIP64, compressedSize: IN_ZIP64 };
const both = (fields: Partial<RawEntry["local"]>): Partial<RawEntry> => ({ local: { ...fields }, central: { ...fields } });
/** Four bytes whose checksum is the signature of a descriptor. */
const WITH_SIGNATURE_CRC = Buffer.from([0xac, 0x0a, 0x7a, 0xd5]);

export const HEADERS: Readonly<Record<string, OddZip>> = {
  "another name in the local header": oddEntry("zip-ambiguous", { local: { name: "plugin/c.txt" } }),
  "a longer name in the local header": oddEntry("zip-ambiguous", { local: { name: "plugin/b.txt.exe" } }),
  "no name in the local header": oddEntry("zip-ambiguous", { local: { name: "" } }),
  "another case in the local header": oddEntry("zip-ambiguous", { local: { name: "plugin/B.txt" } }),
  "another checksum in the local header": oddEntry("zip-ambiguous", { local: { crc: 7 } }),
  "another checksum in the list": oddEntry("zip-ambiguous", { central: { crc: 7 } }),
  "another checksum in both": oddEntry("damaged-entry", both({ crc: 7 })),
  "another size in the local header": oddEntry("zip-ambiguous", { local: { size: 5 } }),
  "a larger size in both": oddEntry("damaged-entry", both({ size: 500 })),
  "a smaller size in both": oddEntry("damaged-entry", both({ size: 5 })),
  "size zero in both": oddEntry("damaged-entry", both({ size: 0 })),
  "another compressed size in the local header": oddEntry("zip-ambiguous", { local: { compressedSize: 5 } }),
  "a smaller compressed size in both": oddEntry("zip-ambiguous", both({ compressedSize: 5 })),
  "a larger compressed size in both": oddEntry("zip-ambiguous", both({ compressedSize: 500 })),
  "another method in the local header": oddEntry("zip-ambiguous", { local: { method: 0 } }),
  "another method in the list": oddEntry("wrong-size", { central: { method: 0 } }),
  "stored, with two sizes": oddEntry("wrong-size", { method: 0, ...both({ size: 10 }) }),
  "encrypted by the list alone": oddEntry("encrypted-entry", { central: { flags: UTF8 | 1 } }),
  "encrypted by the local header alone": oddEntry("zip-ambiguous", { local: { flags: UTF8 | 1 } }),
  "UTF-8 by the list alone": oddEntry("zip-ambiguous", { local: { flags: 0 } }),
  "UTF-8 by the local header alone": oddEntry("zip-ambiguous", { central: { flags: 0 } }),
  "streamed by the list alone": oddEntry("zip-ambiguous", { central: { flags: UTF8 | STREAMED } }),
  "streamed by the local header alone": oddEntry("zip-ambiguous", { local: { flags: UTF8 | STREAMED } }),
  "another level of compression": oddEntry(null, { local: { flags: UTF8 | 2 } }),
  encrypted: oddEntry("encrypted-entry", both({ flags: UTF8 | 1 })),
  "strongly encrypted": oddEntry("encrypted-entry", both({ flags: UTF8 | 0x41 })),
  "with a masked header": oddEntry("encrypted-entry", both({ flags: UTF8 | 0x2000 })),
  "a patch": oddEntry("zip-unsupported", both({ flags: UTF8 | 0x20 })),
  "enhanced deflating": oddEntry("zip-unsupported", both({ flags: UTF8 | 0x10 })),
  "a flag that nobody knows": oddEntry("zip-unsupported", both({ flags: UTF8 | 0x4000 })),
  "a version that nobody knows": oddEntry("zip-unsupported", both({ version: 63 })),
  "the version of ZIP64": oddEntry(null, both({ version: 45 })),
  "two versions": oddEntry(null, { local: { version: 10 } }),
  ...Object.fromEntries(
    [1, 6, 9, 12, 14, 93, 95, 97, 98, 99].map((method) => [`method ${method}`, oddEntry("unsupported-compression", { method })]),
  ),
  "stored without compression": oddEntry(null, { method: 0 }),
  "garbage behind the deflate stream": oddEntry("damaged-entry", { data: Buffer.concat([packed, bytesOf("hidden")]) }),
  "two deflate streams": oddEntry("damaged-entry", { data: Buffer.concat([packed, packed]) }),
  "a deflate stream that does not end": oddEntry("damaged-entry", { data: packed.subarray(0, -2) }),
  "no deflate stream": oddEntry("damaged-entry", { data: bytesOf("\xff\xff\xff\xff") }),
  "deflate in stored blocks": oddEntry(null, { data: deflateRawSync(text, { level: 0 }) }),
  "a zlib header": oddEntry("damaged-entry", { data: Buffer.concat([bytesOf("\x78\x9c"), packed]) }),
  "a descriptor": oddEntry(null, { dataDescriptor: true }),
  "a descriptor without signature": oddEntry(null, { dataDescriptor: { signature: false } }),
  "a descriptor and sizes in the header too": oddEntry(null, {
    dataDescriptor: true,
    local: { crc: crc32(text), size: text.length, compressedSize: packed.length },
  }),
  "a descriptor and other sizes in the header": oddEntry("zip-ambiguous", { dataDescriptor: true, local: { size: 5 } }),
  "a descriptor with another checksum": oddEntry("zip-ambiguous", { dataDescriptor: { crc: 7 } }),
  "a descriptor with another size": oddEntry("zip-ambiguous", { dataDescriptor: { size: 7 } }),
  "a descriptor with another compressed size": oddEntry("zip-ambiguous", { dataDescriptor: { compressedSize: 7 } }),
  "a descriptor with long sizes": oddEntry("zip-ambiguous", { dataDescriptor: { long: true } }),
  "a descriptor with long sizes, announced": oddEntry(null, {
    dataDescriptor: { long: true },
    local: { ...sizes64, extra: zip64Field(0, 0), version: 45 },
  }),
  "a descriptor with long sizes, without signature": oddEntry(null, {
    dataDescriptor: { long: true, signature: false },
    local: { ...sizes64, extra: zip64Field(0, 0), version: 45 },
  }),
  "a descriptor with short sizes where long ones are announced": oddEntry("zip-ambiguous", {
    dataDescriptor: true,
    local: { ...sizes64, extra: zip64Field(0, 0), version: 45 },
  }),
  "a descriptor with short sizes behind an empty ZIP64 field": oddEntry(null, { dataDescriptor: true, local: { extra: zip64Field() } }),
  "a descriptor with long sizes behind an empty ZIP64 field": oddEntry("zip-ambiguous", {
    dataDescriptor: { long: true },
    local: { extra: zip64Field() },
  }),
  "long sizes that only the list announces": oddEntry(null, {
    dataDescriptor: { long: true },
    central: { ...sizes64, extra: zip64Field(text.length, packed.length), version: 45 },
  }),
  "no descriptor where one is announced": oddEntry("zip-ambiguous", { dataDescriptor: { instead: new Uint8Array() } }),
  "bytes behind a descriptor": oddEntry("zip-ambiguous", { dataDescriptor: { instead: new Uint8Array(30) } }),
  "a descriptor whose checksum is the signature": oddEntry("zip-ambiguous", {
    content: WITH_SIGNATURE_CRC,
    dataDescriptor: { signature: false },
  }),
  "stored and streamed": oddEntry(null, { method: 0, dataDescriptor: true }),
  "stored and streamed, with a descriptor inside": oddEntry("zip-ambiguous", {
    method: 0,
    dataDescriptor: true,
    content: bytesOf("short PK\x07\x08 and more"),
  }),
  "stored and streamed, with a file inside": oddEntry("zip-ambiguous", {
    method: 0,
    dataDescriptor: true,
    content: rawZip([A]),
  }),
  "ZIP64 sizes in the local header": oddEntry(null, { local: { ...sizes64, extra: zip64Field(text.length, packed.length) } }),
  "ZIP64 sizes in the list": oddEntry(null, { central: { ...sizes64, extra: zip64Field(text.length, packed.length) } }),
  "one ZIP64 size in the list": oddEntry(null, { central: { size: IN_ZIP64, extra: zip64Field(text.length) } }),
  "ZIP64 sizes that nobody needs": oddEntry(null, {
    local: { extra: zip64Field(text.length, packed.length) },
    central: { extra: zip64Field(text.length, packed.length) },
  }),
  "an empty ZIP64 field": oddEntry(null, both({ extra: zip64Field() })),
  "other ZIP64 sizes that nobody needs": oddEntry("zip-ambiguous", { central: { extra: zip64Field(5, packed.length) } }),
  "other ZIP64 sizes in the local header that nobody needs": oddEntry("zip-ambiguous", { local: { extra: zip64Field(5, 5) } }),
  "a lying ZIP64 size in the local header": oddEntry("zip-ambiguous", { local: { ...sizes64, extra: zip64Field(5, packed.length) } }),
  "a lying ZIP64 size in the list": oddEntry("zip-ambiguous", { central: { ...sizes64, extra: zip64Field(5, packed.length) } }),
  "ZIP64 sizes in the wrong order": oddEntry("zip-ambiguous", { central: { ...sizes64, extra: zip64Field(packed.length, text.length) } }),
  "a compressed size that could be the size": oddEntry("zip-ambiguous", {
    central: { compressedSize: IN_ZIP64, extra: zip64Field(packed.length, text.length) },
  }),
  "a ZIP64 size that is missing": oddEntry("zip-ambiguous", { central: { ...sizes64, extra: zip64Field(text.length) } }),
  "a ZIP64 field that is missing": oddEntry("zip-ambiguous", { central: { size: IN_ZIP64 } }),
  "two ZIP64 fields": oddEntry("zip-ambiguous", {
    central: { ...sizes64, extra: Buffer.concat([zip64Field(text.length, packed.length), zip64Field(5, 5)]) },
  }),
  "two ZIP64 fields in the local header": oddEntry("zip-ambiguous", {
    local: { ...sizes64, extra: Buffer.concat([zip64Field(text.length, packed.length), zip64Field(5, 5)]) },
  }),
  "a ZIP64 field with an odd length": oddEntry("zip-ambiguous", { central: { extra: extraField(1, new Uint8Array(5)) } }),
  "an extra field longer than all of them": oddEntry("zip-ambiguous", both({ extra: extraField(0x5455, new Uint8Array(5), 50) })),
  "an extra field cut off": oddEntry("zip-ambiguous", both({ extra: bytesOf("UT") })),
  "three zeros to make it even": oddEntry(null, both({ extra: new Uint8Array(3) })),
  "extended times and owners": oddEntry(null, {
    local: { extra: Buffer.concat([extraField(0x5455, new Uint8Array(9)), extraField(0x7875, bytesOf("\x01\x04\0\0\0\0\x04\0\0\0\0"))]) },
    central: { extra: Buffer.concat([extraField(0x5455, new Uint8Array(5)), extraField(0x7875, bytesOf("\x01\x04\0\0\0\0\x04\0\0\0\0"))]) },
  }),
  "times of NTFS": oddEntry(null, { central: { extra: extraField(0x000a, new Uint8Array(32)) } }),
  "the mark of a JAR": oddEntry(null, both({ extra: extraField(0xcafe, new Uint8Array()) })),
  "the same name again": oddEntry(null, both({ extra: unicodePathField("plugin/b.txt", bytesOf("plugin/b.txt")) })),
  "a second name": oddEntry("zip-ambiguous", both({ extra: unicodePathField("plugin/c.txt", bytesOf("plugin/b.txt")) })),
  "a second name in the local header": oddEntry("zip-ambiguous", {
    local: { extra: unicodePathField("plugin/c.txt", bytesOf("plugin/b.txt")) },
  }),
  "a second name of an older name": oddEntry(
    "zip-ambiguous",
    both({ extra: unicodePathField("plugin/c.txt", bytesOf("plugin/b.txt"), 5) }),
  ),
  "two second names": oddEntry(
    "zip-ambiguous",
    both({
      extra: Buffer.concat([
        unicodePathField("plugin/b.txt", bytesOf("plugin/b.txt")),
        unicodePathField("plugin/c.txt", bytesOf("plugin/b.txt")),
      ]),
    }),
  ),
  "a bomb of records that share their data": refused("zip-ambiguous", [
    A,
    ...Array.from({ length: 50 }, (_, index) => ({ ...A, name: `plugin/${index}`, centralOnly: true, central: { localOffset: 0 } })),
  ]),
};
