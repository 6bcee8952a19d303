import { crc32, deflateSync } from "node:zlib";

const SIZE = 32;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG of 32 x 32 points: a disc with a lighter ring in it. `colour` is red, green, blue from 0 to 255. */
export function discIcon(colour: readonly [number, number, number]): Uint8Array {
  const rows = Buffer.alloc(SIZE * (SIZE * 4 + 1));
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const distance = Math.hypot(x - SIZE / 2 + 0.5, y - SIZE / 2 + 0.5);
      const lighten = distance > 6 && distance < 9 ? 110 : 0;
      const at = y * (SIZE * 4 + 1) + 1 + x * 4;
      for (const [index, part] of colour.entries()) rows[at + index] = Math.min(255, part + lighten);
      rows[at + 3] = distance < SIZE / 2 - 1 ? 255 : 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]),
  );
}
