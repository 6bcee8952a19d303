/**
 * `static-server.ts <folder>`: a plain server of files, the yardstick for the site. `/<name>` is the file of that name, with
 * an ETag of its time and size; `<name>.gz` goes out as gzip. Prints its port.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { pipeline } from "node:stream";

const folder = process.argv[2] ?? ".";

const server = createServer(async (request, response) => {
  const file = join(folder, basename(request.url ?? ""));
  const facts = await stat(file).catch(() => null);
  if (!facts?.isFile()) return response.writeHead(404).end();
  const etag = `"${facts.mtimeMs.toString(36)}-${facts.size.toString(36)}"`;
  if (request.headers["if-none-match"] === etag) return response.writeHead(304, { etag }).end();
  const packed = file.endsWith(".gz") ? { "content-encoding": "gzip" } : {};
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": facts.size, etag, ...packed });
  if (request.method === "HEAD") return response.end();
  // The client may have gone while the file was looked up.
  if (!response.destroyed) pipeline(createReadStream(file), response, () => {});
});
server.listen(0, "127.0.0.1", () => console.log(`port ${(server.address() as AddressInfo).port}`));
