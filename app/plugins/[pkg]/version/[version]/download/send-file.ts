import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { DownloadableFile } from "@/db/queries/download";
import { answerRange } from "@/lib/byte-range";
import { hasMatchingEtag } from "@/lib/etag";
import { log } from "@/lib/logger";
import type { Storage } from "@/lib/storage";

export interface SentFile {
  response: Response;
  /** Bytes from the first one on go out: this is a download. */
  isDownload: boolean;
}

function headersFor(file: DownloadableFile): Headers {
  return new Headers({
    "content-type": "application/zip",
    // Names and versions are plain ASCII; anything else must not leave the quotes.
    "content-disposition": `attachment; filename="${`${file.packageName}.${file.version}.zip`.replace(/[^A-Za-z0-9._+-]/g, "_")}"`,
    etag: `"${file.artifactSha256}"`,
    "accept-ranges": "bytes",
    // Public files are kept, but asked about each time: a version that was hidden must not come out of a cache.
    "cache-control": file.isPublic ? "public, no-cache" : "private, no-store",
    "x-content-type-options": "nosniff",
  });
}

/** An answer with the exact bytes, a part of them, or without any. A file that is missing or damaged is not sent at all. */
export async function sendFile(request: Request, file: DownloadableFile, storage: Storage): Promise<SentFile> {
  const headers = headersFor(file);
  const etag = headers.get("etag") as string;
  if (hasMatchingEtag(request.headers.get("if-none-match"), [etag]))
    return { response: new Response(null, { status: 304, headers }), isDownload: false };
  // The standard knows If-Range for GET; a tag that is not ours asks for the whole new file.
  const ifRange = request.headers.get("if-range");
  const range = answerRange(ifRange === null || ifRange === etag ? request.headers.get("range") : null, file.sizeBytes);
  if (range.kind === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.sizeBytes}`);
    return { response: new Response(null, { status: 416, headers }), isDownload: false };
  }
  const [start, end] = range.kind === "part" ? [range.start, range.end] : [0, file.sizeBytes - 1];
  // Next 16.4 drops this header on the way out and sends in chunks; it is right for the day that it does not.
  headers.set("content-length", String(end - start + 1));
  if (range.kind === "part") headers.set("content-range", `bytes ${start}-${end}/${file.sizeBytes}`);
  const status = range.kind === "part" ? 206 : 200;
  if (request.method === "HEAD") return { response: new Response(null, { status, headers }), isDownload: false };
  if (!(await storage.isIntact(file.artifactSha256))) {
    log.error("artifact.damaged", new Error("stored file is missing or differs from its hash"), {
      versionId: file.versionId,
      sha256: file.artifactSha256,
    });
    return { response: damaged(), isDownload: false };
  }
  const stream = Readable.toWeb(createReadStream(storage.pathOf(file.artifactSha256), { start, end })) as ReadableStream<Uint8Array>;
  return { response: new Response(stream, { status, headers }), isDownload: start === 0 };
}

function damaged(): Response {
  return new Response("The stored file is damaged, so it is not sent. Those who run this site have been told.\n", {
    status: 500,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
