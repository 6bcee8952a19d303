/** Ends, lists, gaps and places: what makes programs find different files in one archive. */
import { rawZip, zip64Field } from "../raw-zip";
import { A, accepted, B, bytesOf, type OddZip, refused } from "./odd-zip";

const IN_ZIP64 = 0xffffffff;
const whole = () => Buffer.from(rawZip([A, B]));
const other = () => rawZip([{ name: "plugin/other.txt", content: "seen by some only" }]);
const END_BYTES = 22;

/** A record of the central directory for `other`, hidden where some look. */
const secondEnd = () => Buffer.from(other()).subarray(-END_BYTES);

/** Cut in two and joined around something. `at` counts from the end when negative. */
function spliced(at: number, inserted: Uint8Array): Uint8Array {
  const bytes = whole();
  const place = at < 0 ? bytes.length + at : at;
  return Uint8Array.from(Buffer.concat([bytes.subarray(0, place), inserted, bytes.subarray(place)]));
}

const made = (refusedAs: string | null, make: () => Uint8Array): OddZip => ({ refusedAs, make });

export const FRAMING: Readonly<Record<string, OddZip>> = {
  "a script before the first record": refused("zip-extra-bytes", [A, B], { prepend: bytesOf("#!/bin/sh\nexit 0\n") }),
  "a script that the offsets do not know of": refused("zip-extra-bytes", [A, B], {
    prepend: bytesOf("#!/bin/sh\nexit 0\n"),
    offsetsIgnorePrepend: true,
  }),
  "the stub of a self-extracting program": refused("zip-extra-bytes", [A], { prepend: bytesOf("MZ\x90\0\x03\0\0\0") }),
  "the mark of a split archive": refused("zip-extra-bytes", [A], { prepend: bytesOf("PK\x07\x08") }),
  "the mark of an archive that was not split after all": refused("zip-extra-bytes", [A], { prepend: bytesOf("PK00") }),
  "a whole ZIP in front": made("zip-extra-bytes", () => Uint8Array.from(Buffer.concat([other(), whole()]))),
  "a whole ZIP in front, offsets corrected": refused("zip-extra-bytes", [A], { prepend: other() }),
  "a whole ZIP behind": made("zip-extra-bytes", () => Uint8Array.from(Buffer.concat([whole(), other()]))),
  "bytes behind the end": refused("zip-extra-bytes", [A, B], { append: bytesOf("\0") }),
  "10 KB of zeros behind the end": refused("zip-extra-bytes", [A, B], { append: new Uint8Array(10_240) }),
  "bytes between data and list": refused("zip-ambiguous", [A, B], { gap: bytesOf("hidden") }),
  "bytes between list and end": made("zip-extra-bytes", () => spliced(-END_BYTES, bytesOf("hidden"))),
  "an archive extra data record": refused("zip-ambiguous", [A, B], { gap: bytesOf("PK\x06\x08\x02\0\0\0ab") }),
  "a digital signature behind the list": made("zip-extra-bytes", () => spliced(-END_BYTES, bytesOf("PK\x05\x05\x02\0ab"))),
  "a file that the list does not have": refused("zip-ambiguous", [A, { ...B, localOnly: true }]),
  "a first file that the list does not have": refused("zip-extra-bytes", [{ ...A, localOnly: true }, B]),
  "a file that only the list has": refused("zip-ambiguous", [A, { ...B, centralOnly: true, central: { localOffset: 0 } }]),
  "a place behind the data": refused("zip-ambiguous", [A, { ...B, central: { localOffset: 5_000 } }]),
  "a place inside another file": refused("zip-ambiguous", [A, { ...B, central: { localOffset: 20 } }]),
  "two names for one record": refused("zip-ambiguous", [A, { ...A, name: "plugin/b.txt", centralOnly: true, central: { localOffset: 0 } }]),
  "a list in another order than the files": made(null, () => {
    const bytes = whole();
    const start = bytes.readUInt32LE(bytes.length - 6);
    const second = bytes.indexOf("PK\x01\x02", start + 4, "latin1");
    const parts = [bytes.subarray(0, start), bytes.subarray(second, -END_BYTES), bytes.subarray(start, second), bytes.subarray(-END_BYTES)];
    return Uint8Array.from(Buffer.concat(parts));
  }),
  "fewer files claimed than listed": refused("zip-damaged", [A, B], { claimedEntries: 1 }),
  "more files claimed than listed": refused("zip-damaged", [A, B], { claimedEntries: 3 }),
  "no file claimed": refused("zip-empty", [A, B], { claimedEntries: 0 }),
  "no file claimed, and an empty list": refused("zip-extra-bytes", [A, B], { claimedEntries: 0, end: { size: 0 } }),
  "an empty list behind the real one": made("zip-empty", () => {
    const bytes = whole();
    bytes.writeUInt16LE(0, bytes.length - 14);
    bytes.writeUInt16LE(0, bytes.length - 12);
    bytes.writeUInt32LE(0, bytes.length - 10);
    bytes.writeUInt32LE(bytes.length - END_BYTES, bytes.length - 6);
    return Uint8Array.from(bytes);
  }),
  "a list that begins elsewhere": refused("zip-extra-bytes", [A, B], { end: { offset: 10 } }),
  "a shorter list": refused("zip-extra-bytes", [A, B], { end: { size: 46 } }),
  "one part of several": refused("zip-unsupported", [A, B], { end: { disk: 1 } }),
  "an entry on another disk": refused("zip-ambiguous", [A, { ...B, central: { disk: 1 } }]),
  "a comment": accepted([A, B], { comment: bytesOf("5d8f1b0c2a9e4f6d7b3a1c0e9f8d7c6b5a4e3f2d") }),
  "the longest comment": accepted([A, B], { comment: Buffer.alloc(65_535, "c") }),
  "a comment of two bytes": accepted([A, B], { comment: bytesOf("PK") }),
  "a comment with another end": made("zip-ambiguous", () => rawZip([A], { comment: secondEnd() })),
  "a comment with another end that does not reach the end": made("zip-ambiguous", () =>
    rawZip([A], { comment: Buffer.concat([secondEnd(), bytesOf("more")]) }),
  ),
  "a comment with the signature of an end": refused("zip-ambiguous", [A], { comment: bytesOf("see PK\x05\x06") }),
  "a comment with a whole ZIP": made("zip-ambiguous", () => rawZip([A], { comment: other() })),
  "a comment with the signature of a file": refused("zip-ambiguous", [A], { comment: bytesOf("PK\x03\x04") }),
  "a signature that begins in the comment's length": made("zip-ambiguous", () =>
    rawZip([A], { comment: Buffer.concat([bytesOf("\x05\x06"), Buffer.alloc(0x4b50 - 2, "x")]) }),
  ),
  "a comment that is longer than it says": refused("zip-extra-bytes", [A], { comment: bytesOf("comment"), end: { commentLength: 3 } }),
  "a comment that is shorter than it says": refused("zip-truncated", [A], { comment: bytesOf("comment"), end: { commentLength: 30 } }),
  "a comment of an entry": accepted([A, { ...B, central: { comment: bytesOf("about this file") } }]),
  "an end inside an entry's comment": made("zip-ambiguous", () => {
    const end = secondEnd();
    // Its own comment reaches to the end of the file.
    end.writeUInt16LE(END_BYTES, 20);
    return rawZip([A, { ...B, central: { comment: end } }]);
  }),
  "a ZIP64 locator inside an entry's comment": refused("zip-ambiguous", [
    A,
    { ...B, central: { comment: Buffer.concat([bytesOf("PK\x06\x07"), new Uint8Array(16)]) } },
  ]),
  "a ZIP inside, stored": made(null, () => rawZip([A, { name: "plugin/inner.zip", content: other(), method: 0 }])),
  "cut off": made("zip-truncated", () => Uint8Array.from(whole().subarray(0, 60))),
  "a ZIP64 end beside a full one": accepted([A, B], { zip64End: {} }),
  "a ZIP64 end that stands alone": accepted([A, B], { zip64End: {}, end: { count: 0xffff, size: IN_ZIP64, offset: IN_ZIP64 } }),
  "a ZIP64 end for one field": accepted([A, B], { zip64End: {}, end: { offset: IN_ZIP64 } }),
  "a ZIP64 end and a comment": accepted([A, B], { zip64End: {}, comment: bytesOf("hello") }),
  "a ZIP64 end with another number of files": refused("zip-ambiguous", [A, B], { zip64End: { count: 1 } }),
  "a ZIP64 end with another list": refused("zip-ambiguous", [A, B], { zip64End: { offset: 0 } }),
  "a ZIP64 end of another size": refused("zip-ambiguous", [A, B], { zip64End: { size: 46 } }),
  "a ZIP64 end with more data": refused("zip-ambiguous", [A, B], { zip64End: { recordBytes: 50, behind: new Uint8Array(6) } }),
  "bytes behind a ZIP64 end": refused("zip-ambiguous", [A, B], { zip64End: { behind: bytesOf("gap") } }),
  "a locator that points elsewhere": refused("zip-ambiguous", [A, B], { zip64End: { locatorOffset: 0 } }),
  "a ZIP64 end on another disk": refused("zip-unsupported", [A, B], { zip64End: { disk: 1 } }),
  "a ZIP64 end that is missing": refused("zip-ambiguous", [A, B], { end: { offset: IN_ZIP64 } }),
  "a ZIP64 number beyond all bounds": refused("zip-extra-bytes", [A, B], {
    zip64End: { offset: Number.MAX_SAFE_INTEGER },
    end: { offset: IN_ZIP64 },
  }),
  "65,535 files claimed": refused("zip-ambiguous", [A, B], { claimedEntries: 0xffff }),
  "a place in a ZIP64 field": accepted([{ ...A, central: { localOffset: IN_ZIP64, extra: zip64Field(0) } }, B]),
};
