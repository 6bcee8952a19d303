import { createHash } from "node:crypto";
import { acceptUpload } from "@/db/commands/accept-upload";
import { takeUploadSnapshot, type UploadSnapshot } from "@/db/commands/upload-races";
import type { TokenHolder } from "@/db/queries/api-tokens";
import { log } from "@/lib/logger";
import { rateLimitHeaders } from "@/lib/rate-limits";
import type { Storage } from "@/lib/storage";
import { type ReceivedForm, receiveForm } from "@/lib/upload/receive-form";
import { ConnectionLost, type RequestBody, requestBody } from "@/lib/upload/request-body";
import { admitToken, admitUpload, countUpload, type TokenContext, type UploadAddress } from "./admit-token";
import { refusal, toResponse, type UploadAnswer } from "./answer";
import { MAX_WAIT_SECONDS, withVerdict } from "./await-verdict";
import { answerOnce, readIdempotencyKey } from "./idempotency";
import { acceptedAnswer, errorAnswer } from "./upload-answers";
import { readUploadFields, type UploadFields } from "./upload-fields";

export interface UploadContext extends TokenContext {
  storage: Storage;
  /** Path of the bundled thread that reads the package. */
  validateEntry: string;
  requestId: string;
}

/**
 * `POST /plugins/api/<pkg>/version/add/` and `…/version/<version>/update/`: a ZIP from a program with a token. Who may
 * not upload is told before the body is read; every refusal says its cause in the status line and in JSON.
 */
export async function answerUpload(context: UploadContext, request: Request, address: UploadAddress): Promise<Response> {
  const body = requestBody(request);
  try {
    return toResponse(await takeUpload(context, request, body, address));
  } finally {
    body.discard();
  }
}

async function takeUpload(context: UploadContext, request: Request, body: RequestBody, address: UploadAddress): Promise<UploadAnswer> {
  const holder = await admitToken(context, request.headers);
  if (!holder.ok) return holder.error;
  const target = await admitUpload(context, holder.value, address);
  if (!target.ok) return target.error;
  const counted = await countUpload(context, holder.value);
  if (!counted.ok) return counted.error;
  const headers = rateLimitHeaders(counted.value);
  const answer = await takeBody(context, request, body, { holder: holder.value, address: { ...address, ...target.value } });
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

interface Admitted {
  holder: TokenHolder;
  address: UploadAddress;
}

async function takeBody(context: UploadContext, request: Request, body: RequestBody, admitted: Admitted): Promise<UploadAnswer> {
  const wait = readWait(new URL(request.url).searchParams.get("wait"));
  if (wait === null) return refusal(400, `wait must be a number of seconds, at most ${MAX_WAIT_SECONDS}.`);
  const key = readIdempotencyKey(request.headers);
  if (key === null) return refusal(400, "Idempotency-Key must be 1 to 255 printable characters.");
  const begunAt = await takeUploadSnapshot(context.db);
  const form = await receiveForm(request.headers, body, context.storage, "package").catch((cause: unknown) => {
    if (!(cause instanceof ConnectionLost)) throw cause;
    log.warn("upload.connection.lost", { requestId: context.requestId });
    return null;
  });
  // Nobody is left to read this, and nothing was stored.
  if (!form) return refusal(400, "The connection was lost before the whole file had arrived.", { isTemporary: true });
  if (!form.ok) return errorAnswer(form.error);
  const fields = readUploadFields(form.value.fields);
  if (!fields.ok) return fields.error;
  const upload = { ...admitted, form: form.value, fields: fields.value, begunAt };
  const once = { db: context.db, tokenId: admitted.holder.tokenId, key, requestHash: requestHash(upload) };
  const answer = await answerOnce(once, () => accept(context, upload));
  const { scanId } = answer;
  if (!scanId || wait === 0) return answer;
  return withVerdict({ db: context.db, publicUrl: context.env.publicUrl, signal: request.signal }, { ...answer, scanId }, wait);
}

interface Upload extends Admitted {
  form: ReceivedForm;
  fields: UploadFields;
  begunAt: UploadSnapshot;
}

async function accept(context: UploadContext, { holder, address, form, fields, begunAt }: Upload): Promise<UploadAnswer> {
  const accepted = await acceptUpload(context.db, {
    by: { kind: "token", userId: holder.userId, tokenId: holder.tokenId },
    file: { sha256: form.file.sha256, sizeBytes: form.file.sizeBytes },
    via: "token",
    asksToWait: !fields.wantsAutomaticApproval,
    expected: { packageName: address.packageName, ...(address.version ? { version: address.version } : {}) },
    requestedSkips: fields.requestedSkips,
    ...(fields.changelog ? { changelog: fields.changelog } : {}),
    storage: context.storage,
    validateEntry: context.validateEntry,
    begunAt,
    requestId: context.requestId,
  });
  if (!accepted.ok) return errorAnswer(accepted.error);
  return acceptedAnswer(accepted.value, { fields, isTrusted: holder.isTrusted, publicUrl: context.env.publicUrl });
}

/** How long the client wants to wait for the verdict, in seconds; null for what is no number. */
function readWait(text: string | null): number | null {
  if (text === null || text === "") return 0;
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), MAX_WAIT_SECONDS) : null;
}

/** What makes an upload the same one: its address, file and fields, not how the form was written. */
function requestHash({ address, form, fields }: Upload): string {
  const { changelog, wantsAutomaticApproval, requestedSkips } = fields;
  const parts = [address.packageName, address.version, form.file.sha256, changelog, wantsAutomaticApproval, requestedSkips];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
