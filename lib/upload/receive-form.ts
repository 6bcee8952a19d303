import { once } from "node:events";
import type { Readable } from "node:stream";
import busboy from "busboy";
import { type AppError, appError } from "../errors";
import { ok, type Result } from "../result";
import type { Storage, StoredFile } from "../storage";
import { BodyTooLarge, type RequestBody } from "./request-body";

/** Largest package, compressed. */
export const MAX_FILE_BYTES = 25_000_000;
/** The whole body: the file and what a browser writes around it. */
const MAX_BODY_BYTES = 26_000_000;
/** A changelog is the longest text that a form brings. */
const MAX_FIELD_BYTES = 64_000;
const MAX_FIELDS = 200;

export interface ReceivedForm {
  file: StoredFile & { fileName: string };
  /** Everything else, by name, in the order in which it came. */
  fields: Map<string, string[]>;
}

const TOO_LARGE = "The file is larger than 25,000,000 bytes (25 MB). Leave out what the plugin does not need to run.";
const NO_FORM = "Send the file as a form (multipart/form-data) with its boundary.";

type Parser = ReturnType<typeof busboy>;

/**
 * Streams the one file of a multipart request into storage while it is hashed: memory stays flat whatever the size.
 *
 * @param field name of the file's part
 * @returns too-large (413) as soon as a cap is passed, storage-unavailable when the disk takes no more, invalid for a
 * body that is no such form; nothing is kept then
 * @throws ConnectionLost in the middle; no part of the file is kept then either
 */
export async function receiveForm(
  headers: Headers,
  body: RequestBody,
  storage: Storage,
  field: string,
): Promise<Result<ReceivedForm, AppError>> {
  if (Number(headers.get("content-length") ?? 0) > MAX_BODY_BYTES) return appError("too-large", TOO_LARGE);
  const parser = openParser(headers.get("content-type") ?? "");
  if (!parser) return appError("invalid", NO_FORM);

  const form = new FormReader(storage, field);
  form.listen(parser);
  try {
    await feed(parser, body.chunks(MAX_BODY_BYTES), form.refused);
  } catch (error) {
    // A whole file of a body that broke off after it stays without a name; the storage's sweep removes it.
    const problem = await form.problem();
    if (problem) return problem;
    if (error instanceof BodyTooLarge) return appError("too-large", TOO_LARGE);
    if (isMalformed(error)) return appError("invalid", `The form cannot be read: ${(error as Error).message}.`);
    throw error;
  }
  return form.result();
}

/**
 * Hands the chunks to the parser until both have ended. Unlike a pipeline it ends at once when the form is refused, also
 * while the client says nothing more: it waits for our answer then.
 */
async function feed(parser: Parser, chunks: AsyncGenerator<Uint8Array>, refused: AbortSignal): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    parser.on("error", reject);
    refused.addEventListener("abort", () => reject(new Error("refused")));
  });
  failed.catch(() => {});
  const closed = once(parser, "close");
  closed.catch(() => {});
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), failed]);
      if (next.done) break;
      if (!parser.write(next.value)) await Promise.race([once(parser, "drain"), failed]);
    }
    parser.end();
    await Promise.race([closed, failed]);
  } finally {
    // Ends the file's stream as well, so that the half file goes.
    parser.destroy();
  }
}

/** What busboy and its part parser say of a body that is no form; a lost connection has other words. */
const isMalformed = (error: unknown): boolean =>
  error instanceof Error && /^(?:Unexpected end of form|Malformed part header|Malformed urlencoded form)$/.test(error.message);

function openParser(contentType: string): Parser | null {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return null;
  try {
    return busboy({
      headers: { "content-type": contentType },
      limits: { files: 2, fields: MAX_FIELDS, fieldNameSize: 100, fieldSize: MAX_FIELD_BYTES, fileSize: MAX_FILE_BYTES + 1 },
    });
  } catch {
    return null;
  }
}

class FormReader {
  private readonly stop = new AbortController();
  private readonly fields = new Map<string, string[]>();
  private stored: Promise<Result<StoredFile & { fileName: string }, AppError>> | null = null;
  private refusal: Result<never, AppError> | null = null;

  constructor(
    private readonly storage: Storage,
    private readonly field: string,
  ) {}

  /** Aborted as soon as it is clear that the form is refused: nothing more of it is read. */
  get refused(): AbortSignal {
    return this.stop.signal;
  }

  listen(parser: Parser): void {
    parser.on("file", (name, stream, info) => {
      // A stream that nobody hears would end the process when the connection breaks.
      stream.on("error", () => {});
      if (name !== this.field)
        return this.refuse(stream, `The file was sent as “${name.slice(0, 100)}”; it must be sent as “${this.field}”.`);
      if (this.stored) return this.refuse(stream, "Send one file, not several.");
      this.stored = this.storage.put(stream, { maxBytes: MAX_FILE_BYTES }).then((result) => {
        if (result.ok) return ok({ ...result.value, fileName: info.filename?.replaceAll("\0", "") ?? "" });
        // Nothing more is read: the answer does not wait for the rest.
        this.stop.abort();
        return result.error.code === "too-large" ? appError("too-large", TOO_LARGE) : result;
      });
      // A lost connection is told by the pipeline; this keeps the second telling from being an unhandled one.
      this.stored.catch(() => {});
    });
    parser.on("field", (name, value, { valueTruncated, nameTruncated }) => {
      if (valueTruncated || nameTruncated) return this.refuse(null, `The field “${name}” is too long.`);
      if (value.includes("\0")) return this.refuse(null, `The field “${name}” holds the character NUL, which cannot be stored.`);
      this.fields.set(name, [...(this.fields.get(name) ?? []), value]);
    });
    parser.on("fieldsLimit", () => this.refuse(null, `The form has more than ${MAX_FIELDS} fields.`));
    parser.on("filesLimit", () => this.refuse(null, "Send one file, not several."));
  }

  private refuse(stream: Readable | null, words: string): void {
    stream?.resume();
    this.refusal ??= appError("invalid", words);
    this.stop.abort();
  }

  /** Why the form was refused before its end, if it was. */
  async problem(): Promise<Result<never, AppError> | null> {
    // The half file goes first: when the answer is there, nothing of the upload is.
    const result = await this.stored?.catch(() => null);
    if (this.refusal) return this.refusal;
    return result && !result.ok ? result : null;
  }

  async result(): Promise<Result<ReceivedForm, AppError>> {
    const problem = await this.problem();
    if (problem) return problem;
    const file = await this.stored;
    if (!file?.ok) return appError("invalid", `Choose a file first: the form has no file “${this.field}”.`);
    if (file.value.sizeBytes === 0) return appError("invalid", "The file is empty.");
    return ok({ file: file.value, fields: this.fields });
  }
}
