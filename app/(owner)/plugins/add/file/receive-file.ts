import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import busboy from "busboy";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Storage, StoredFile } from "@/lib/storage";

/** Largest package, compressed. */
export const MAX_FILE_BYTES = 25_000_000;
/** The whole body: the file and what a browser writes around it. */
const MAX_BODY_BYTES = 26_000_000;

export interface ReceivedFile extends StoredFile {
  fileName: string;
}

const TOO_LARGE = "The file is larger than 25,000,000 bytes (25 MB). Leave out what the plugin does not need to run.";

/**
 * Streams the one file of a multipart request into storage while it is hashed: memory stays flat whatever the size.
 *
 * @returns too-large (413) as soon as a cap is passed, storage-unavailable when the disk takes no more, invalid for a body
 * without a file; nothing is kept then
 * @throws Error when the connection is lost in the middle; no part of the file is kept then either
 */
export async function receiveFile(request: Request, storage: Storage): Promise<Result<ReceivedFile, AppError>> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) return appError("too-large", TOO_LARGE);
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.startsWith("multipart/form-data") || !request.body) return appError("invalid", "Send the file as a form.");
  const parser = openParser(contentType);
  if (!parser) return appError("invalid", "Send the file as a form.");

  let stored: Promise<Result<ReceivedFile, AppError>> | null = null;
  const overflow = new AbortController();
  parser.on("file", (_field, stream, info) => {
    if (stored) return stream.resume();
    stored = storage.put(stream, { maxBytes: MAX_FILE_BYTES }).then((result) => {
      if (result.ok) return ok({ ...result.value, fileName: info.filename ?? "" });
      // nothing more is read: the answer does not wait for the rest
      overflow.abort();
      return result.error.code === "too-large" ? appError("too-large", TOO_LARGE) : result;
    });
    // A lost connection is told by the pipeline below; this keeps the second telling from being an unhandled one.
    stored.catch(() => {});
  });
  try {
    await pipeline(Readable.fromWeb(request.body as ReadableStream), capped, parser, { signal: overflow.signal });
  } catch (error) {
    // A whole file of a body that broke off after it stays without a name; the storage's sweep removes it.
    const result = await settled(stored);
    if (result && !result.ok) return result;
    if (error instanceof BodyTooLarge) return appError("too-large", TOO_LARGE);
    throw error;
  }
  const result = await (stored as Promise<Result<ReceivedFile, AppError>> | null);
  if (!result) return appError("invalid", "Choose a file first.");
  return result;
}

class BodyTooLarge extends Error {}

async function* capped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.byteLength;
    if (total > MAX_BODY_BYTES) throw new BodyTooLarge();
    yield chunk;
  }
}

function openParser(contentType: string) {
  try {
    return busboy({
      headers: { "content-type": contentType },
      limits: { files: 1, fields: 5, fieldSize: 1_000, fileSize: MAX_FILE_BYTES + 1 },
    });
  } catch {
    return null;
  }
}

async function settled(stored: Promise<Result<ReceivedFile, AppError>> | null): Promise<Result<ReceivedFile, AppError> | null> {
  return stored ? stored.catch(() => null) : null;
}
