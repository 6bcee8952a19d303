import { readUploadFields, type UploadFields } from "@/app/plugins/api/_upload/upload-fields";
import { countRequest } from "@/db/commands/count-request";
import { log } from "@/lib/logger";
import { rateLimitHeaders, uploadLimit } from "@/lib/rate-limits";
import { err, ok, type Result } from "@/lib/result";
import type { StoredFile } from "@/lib/storage";
import { receiveForm } from "@/lib/upload/receive-form";
import { ConnectionLost } from "@/lib/upload/request-body";
import type { ApiCall, ApiError } from "./endpoint";
import { readPublish } from "./publish-field";

export interface TakenPackage extends UploadFields {
  file: StoredFile;
  /** Undefined: the form does not say. */
  publish: boolean | undefined;
  /** How the caller's limit stands. */
  headers: Record<string, string>;
}

/** Counts the upload, then streams the form's file into storage and reads the fields beside it. Nothing is taken in yet. */
export async function takePackage(call: ApiCall<unknown, unknown>): Promise<Result<TakenPackage, ApiError>> {
  const { db, env, caller, request, body, storage, requestId } = call;
  const key = caller?.kind === "token" ? caller.tokenId : (caller?.userId ?? "");
  const state = await countRequest(db, uploadLimit(env), { key, secret: env.AUTH_SECRET });
  const headers = rateLimitHeaders(state);
  if (state.isExceeded) return err({ code: "rate-limited", message: `At most ${state.limit.points} packages an hour.`, headers });
  const form = await receiveForm(request.headers, body, storage, "package").catch((cause: unknown) => {
    if (!(cause instanceof ConnectionLost)) throw cause;
    // Nobody is left to read an answer, and nothing was stored.
    log.warn("upload.connection.lost", { requestId });
    return err<ApiError>({ code: "invalid", message: "The connection was lost before the whole file had arrived." });
  });
  if (!form.ok) return err({ ...form.error, headers });
  const fields = readUploadFields(form.value.fields);
  const publish = readPublish(form.value.fields);
  if (fields.ok && publish !== null) {
    const { sha256, sizeBytes } = form.value.file;
    return ok({ ...fields.value, publish, file: { sha256, sizeBytes }, headers });
  }
  const wrong = {
    ...(fields.ok ? {} : (fields.error.body.errors as Record<string, string[]>)),
    ...(publish === null ? { publish: ["Say true or false."] } : {}),
  };
  const details = Object.entries(wrong).flatMap(([field, texts]) => texts.map((message) => ({ field, message })));
  return err({ code: "invalid", message: "A field of the form is not right.", details, headers });
}
