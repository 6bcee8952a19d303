import { type RawEntry, type RawZipOptions, rawZip } from "../raw-zip";

/** A ZIP about which programs could disagree, and what must become of it. */
export interface OddZip {
  make(): Uint8Array;
  /** Code of the refusal; null when everybody reads the same, so that it is accepted. */
  refusedAs: string | null;
}

export const A: RawEntry = { name: "plugin/a.txt", content: "the first file" };
export const B: RawEntry = { name: "plugin/b.txt", content: "the second file, a bit longer" };

export const refused = (refusedAs: string, entries: readonly RawEntry[], options: RawZipOptions = {}): OddZip => ({
  refusedAs,
  make: () => rawZip(entries, options),
});
export const accepted = (entries: readonly RawEntry[], options: RawZipOptions = {}): OddZip => ({
  refusedAs: null,
  make: () => rawZip(entries, options),
});
/** The second entry set apart in one way. */
export const oddEntry = (refusedAs: string | null, fields: Partial<RawEntry>): OddZip => ({
  refusedAs,
  make: () => rawZip([A, { ...B, ...fields }]),
});
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");
