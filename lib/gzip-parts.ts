import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";

/** A piece of text, compressed so that it can stand behind any other piece. */
export interface GzipPart {
  /** sha256 of the uncompressed bytes. */
  sha256: Buffer;
  /** Raw deflate data that ends at a byte and refers to nothing before it. */
  deflated: Buffer;
  crc: number;
  /** Uncompressed. */
  sizeBytes: number;
}

const deflate = promisify(deflateRaw);

/** `deflateRaw` with this ending leaves the stream open: pieces can be put one behind the other (RFC 1951, empty stored block). */
const OPEN_END = { level: 6, finishFlush: constants.Z_SYNC_FLUSH } as const;

/** Magic, deflate, no flags, no time (equal content, equal bytes), usual compression, unknown system (RFC 1952, 2.3). */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** A last block without content. */
const LAST_BLOCK = Buffer.from([3, 0]);

export async function gzipPart(bytes: Uint8Array): Promise<GzipPart> {
  const sha256 = createHash("sha256").update(bytes).digest();
  return { sha256, deflated: await deflate(bytes, OPEN_END), crc: crc32(bytes), sizeBytes: bytes.byteLength };
}

/** One ordinary gzip stream of one member, made without compressing anything again. */
export function joinGzip(parts: readonly GzipPart[]): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(
    parts.reduce((crc, part) => combineCrc32(crc, part.crc, part.sizeBytes), 0),
    0,
  );
  trailer.writeUInt32LE(parts.reduce((sum, part) => sum + part.sizeBytes, 0) % 2 ** 32, 4);
  return Buffer.concat([HEADER, ...parts.map((part) => part.deflated), LAST_BLOCK, trailer]);
}

/**
 * CRC-32 of two texts one behind the other, from those of each: the first one's is moved on by `secondSize` zero bytes.
 * A move is linear over the bits, so 2^n zero bytes are a matrix of 32 columns, and squares of it reach any length.
 */
export function combineCrc32(first: number, second: number, secondSize: number): number {
  let crc = first;
  for (let power = 0, rest = secondSize; rest > 0; power += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) crc = times(zeroBytes(power), crc);
  }
  return (crc ^ second) >>> 0;
}

/** Matrices that move a CRC on by 2^index zero bytes; column n is what bit n becomes. */
const moves: Uint32Array[] = [];

function zeroBytes(power: number): Uint32Array {
  for (let index = moves.length; index <= power; index += 1) {
    const before = moves[index - 1];
    moves.push(before ? before.map((column) => times(before, column)) : oneZeroByte());
  }
  return moves[power] as Uint32Array;
}

function oneZeroByte(): Uint32Array {
  return Uint32Array.from({ length: 32 }, (_, bit) => {
    let crc = (1 << bit) >>> 0;
    // The polynomial of gzip, its bits reversed.
    for (let step = 0; step < 8; step += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });
}

function times(matrix: Uint32Array, vector: number): number {
  let sum = 0;
  for (let bit = 0; bit < 32; bit += 1) if ((vector >>> bit) & 1) sum ^= matrix[bit] as number;
  return sum >>> 0;
}
