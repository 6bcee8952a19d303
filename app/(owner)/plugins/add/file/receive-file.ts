import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Storage, StoredFile } from "@/lib/storage";
import { receiveForm } from "@/lib/upload/receive-form";
import { requestBody } from "@/lib/upload/request-body";

/** The file of the upload page, streamed into storage; see `receiveForm`. */
export async function receiveFile(request: Request, storage: Storage): Promise<Result<StoredFile & { fileName: string }, AppError>> {
  const body = requestBody(request);
  const form = await receiveForm(request.headers, body, storage, "package").finally(body.discard);
  return form.ok ? ok(form.value.file) : form;
}
