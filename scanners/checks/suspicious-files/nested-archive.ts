/**
 * A look inside archives that lie in a package: do they hold code? Records are searched by signature instead of
 * through the archive's directory, so that a damaged or doctored archive shows as much as a clean one.
 */
import { constants, gunzipSync, inflateRawSync } from "node:zlib";
import { NESTED_LIMITS } from "../../archive/limits";
import { type ArchiveKind, contentKind } from "./content-kind";
import { nameKind } from "./endings";

export type NestedResult =
  | { state: "no-code" }
  | { state: "code" /** Name of the first entry that is code, and how it is known. */; entry: string; by: "name" | "content" }
  /** Format that we do not open, encrypted, or damaged. */
  | { state: "unknown" }
  /** More than anyone looks into. Normal packages never get here; it must not be a way to hide. */
  | { state: "over-budget" };

/** Shared by all nested archives of one package. */
export class NestedBudget {
  names: number = NESTED_LIMITS.names;
  heads: number = NESTED_LIMITS.heads;
  gzipBytes: number = NESTED_LIMITS.gzipBytes;
}

const LOCAL = Buffer.from([0x50, 0x4b, 3, 4]);
const CENTRAL = Buffer.from([0x50, 0x4b, 1, 2]);
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const TAR_BLOCK = 512;
/** Of deflate: 258 bytes out of two bits. */
const HIGHEST_RATIO = 1032;

/** Archives in an archive count as code: nobody looks that deep, which is why someone would put it there. */
const isCodeName = (name: string) => {
  const kind = nameKind(name);
  return kind !== null && kind !== "document" && !(kind === "archive" && /\.gz$/i.test(name) && !/\.tar\.gz$/i.test(name));
};

function isCodeHead(head: Uint8Array, name = ""): boolean {
  const kind = contentKind(head);
  if (kind?.group !== "archive") return kind !== null;
  return (kind.kind === "zip" || kind.kind === "tar") && nameKind(name) !== "document";
}

interface ZipEntryView {
  name: string;
  isEncrypted: boolean;
  method: number;
  dataStart: number;
}

/** Every record with this signature, in order; names as Latin-1, which keeps endings. */
function* records(bytes: Buffer, signature: Buffer): Generator<ZipEntryView> {
  const isLocal = signature === LOCAL;
  const fixed = isLocal ? LOCAL_BYTES : CENTRAL_BYTES;
  for (let at = bytes.indexOf(signature); at !== -1 && at + fixed <= bytes.length; at = bytes.indexOf(signature, at + 4)) {
    const nameLength = bytes.readUInt16LE(at + (isLocal ? 26 : 28));
    const extraLength = bytes.readUInt16LE(at + (isLocal ? 28 : 30));
    const name = bytes.toString("latin1", at + fixed, at + fixed + Math.min(nameLength, 1024));
    const isEncrypted = (bytes.readUInt16LE(at + (isLocal ? 6 : 8)) & 1) !== 0;
    yield { name, isEncrypted, method: bytes.readUInt16LE(at + (isLocal ? 8 : 10)), dataStart: at + fixed + nameLength + extraLength };
  }
}

function headOf(bytes: Buffer, entry: ZipEntryView): Uint8Array {
  const data = bytes.subarray(entry.dataStart, entry.dataStart + NESTED_LIMITS.compressedHeadBytes);
  if (entry.method !== 8) return data;
  try {
    return inflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array();
  }
}

function lookIntoZip(bytes: Buffer, budget: NestedBudget): NestedResult {
  let isUnknown = false;
  for (const signature of [CENTRAL, LOCAL]) {
    for (const entry of records(bytes, signature)) {
      budget.names -= 1;
      if (budget.names < 0) return { state: "over-budget" };
      if (isCodeName(entry.name)) return { state: "code", entry: entry.name, by: "name" };
      isUnknown ||= entry.isEncrypted;
      if (signature === CENTRAL || entry.isEncrypted) continue;
      budget.heads -= 1;
      if (budget.heads < 0) return { state: "over-budget" };
      if (isCodeHead(headOf(bytes, entry), entry.name)) return { state: "code", entry: entry.name, by: "content" };
    }
  }
  return { state: isUnknown ? "unknown" : "no-code" };
}

function lookIntoTar(bytes: Buffer, budget: NestedBudget): NestedResult {
  let at = 0;
  while (at + TAR_BLOCK <= bytes.length && bytes[at] !== 0) {
    budget.names -= 1;
    if (budget.names < 0) return { state: "over-budget" };
    const name = bytes.toString("latin1", at, at + 100).split("\0", 1)[0] ?? "";
    if (isCodeName(name)) return { state: "code", entry: name, by: "name" };
    const sizeBytes = Number.parseInt(bytes.toString("latin1", at + 124, at + 136), 8);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return { state: "unknown" };
    const data = bytes.subarray(at + TAR_BLOCK, at + TAR_BLOCK + Math.min(sizeBytes, TAR_BLOCK));
    if (isCodeHead(data, name)) return { state: "code", entry: name, by: "content" };
    at += TAR_BLOCK * (1 + Math.ceil(sizeBytes / TAR_BLOCK));
  }
  return { state: "no-code" };
}

function lookIntoGzip(bytes: Buffer, budget: NestedBudget): NestedResult {
  if (budget.gzipBytes <= 0) return { state: "over-budget" };
  try {
    const content = gunzipSync(bytes, { maxOutputLength: budget.gzipBytes });
    budget.gzipBytes -= content.length;
    const kind = contentKind(content);
    if (kind?.group === "archive" && kind.kind === "tar") return lookIntoTar(content, budget);
    return isCodeHead(content) ? { state: "code", entry: "the compressed file itself", by: "content" } : { state: "no-code" };
  } catch (cause) {
    // zlib does not say how far it came: count the most that deflate can make of these bytes.
    budget.gzipBytes -= bytes.length * HIGHEST_RATIO;
    return { state: (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "over-budget" : "unknown" };
  }
}

/**
 * Whether an archive holds code: Python, programs, scripts, or further archives. Deterministic, bounded by the
 * budget; never throws.
 */
export function lookInto(content: Uint8Array, kind: ArchiveKind, budget: NestedBudget): NestedResult {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (kind === "zip") return lookIntoZip(bytes, budget);
  if (kind === "tar") return lookIntoTar(bytes, budget);
  return kind === "gzip" ? lookIntoGzip(bytes, budget) : { state: "unknown" };
}
