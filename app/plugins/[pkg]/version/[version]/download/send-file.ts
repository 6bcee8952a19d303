import type { DownloadableFile } from "@/db/queries/download";
import { answerRange } from "@/lib/byte-range";
import { type HttpAnswer, type HttpQuestion, notModified } from "@/lib/http-answer";
import { log } from "@/lib/logger";
import type { IntactFiles } from "@/lib/storage/intact-files";

export interface SentFile {
  answer: HttpAnswer;
  /** Bytes from the first one on go out: this is a download. */
  isDownload: boolean;
}

function headersFor(file: DownloadableFile): Record<string, string> {
  return {
    "content-type": "application/zip",
    // Names and versions are plain ASCII; anything else must not leave the quotes.
    "content-disposition": `attachment; filename="${`${file.packageName}.${file.version}.zip`.replace(/[^A-Za-z0-9._+-]/g, "_")}"`,
    etag: `"${file.artifactSha256}"`,
    "accept-ranges": "bytes",
    // Public files are kept, but asked about each time: a version that was hidden must not come out of a cache.
    "cache-control": file.isPublic ? "public, no-cache" : "private, no-store",
    "x-content-type-options": "nosniff",
  };
}

/** An answer with the exact bytes, a part of them, or without any. A file that is missing or damaged is not sent at all. */
export async function sendFile(request: HttpQuestion, file: DownloadableFile, files: IntactFiles): Promise<SentFile> {
  const headers = headersFor(file);
  const etag = headers.etag as string;
  const known = notModified(request, headers, [etag]);
  if (known) return { answer: known, isDownload: false };
  // The standard knows If-Range for GET; a tag that is not ours asks for the whole new file.
  const ifRange = request.header("if-range");
  const asked = request.method === "GET" && (ifRange === null || ifRange === etag) ? request.header("range") : null;
  const range = answerRange(asked, file.sizeBytes);
  if (range.kind === "unsatisfiable") {
    headers["content-range"] = `bytes */${file.sizeBytes}`;
    return { answer: { status: 416, headers: { ...headers, "content-length": "0" }, body: null }, isDownload: false };
  }
  const [start, end] = range.kind === "part" ? [range.start, range.end] : [0, file.sizeBytes - 1];
  headers["content-length"] = String(end - start + 1);
  if (range.kind === "part") headers["content-range"] = `bytes ${start}-${end}/${file.sizeBytes}`;
  const status = range.kind === "part" ? 206 : 200;
  if (request.method === "HEAD") return { answer: { status, headers, body: null }, isDownload: false };
  const handle = await files.open(file.artifactSha256);
  if (!handle) {
    log.error("artifact.damaged", new Error("stored file is missing or differs from its hash"), {
      versionId: file.versionId,
      sha256: file.artifactSha256,
    });
    return { answer: damaged(), isDownload: false };
  }
  return { answer: { status, headers, body: handle.createReadStream({ start, end }) }, isDownload: start === 0 };
}

function damaged(): HttpAnswer {
  return {
    status: 500,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    body: Buffer.from("The stored file is damaged, so it is not sent. Those who run this site have been told.\n"),
  };
}
