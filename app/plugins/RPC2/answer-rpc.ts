import { takeUploadSnapshot } from "@/db/commands/upload-races";
import { listPublicTags } from "@/db/queries/public-tags";
import { log } from "@/lib/logger";
import { MAX_FILE_BYTES } from "@/lib/upload/receive-form";
import { BodyTooLarge, ConnectionLost, type RequestBody, requestBody } from "@/lib/upload/request-body";
import { readCall } from "@/lib/xml-rpc/read-call";
import { FAULT, XmlRpcProblem } from "@/lib/xml-rpc/values";
import { resultDocument, type XmlRpcResult } from "@/lib/xml-rpc/write-answer";
import type { UploadContext } from "../api/_upload/answer-upload";
import { faultResponse, httpRefusal, xmlResponse } from "./answers";
import { answerJsonRpc, isJsonRpc } from "./json-rpc";
import { Refused, type RpcCaller, readCaller } from "./read-caller";
import { UPLOAD, uploadByCall } from "./upload-by-call";

/** Base64 of the largest package, and the XML around it. */
const MAX_BODY_BYTES = 36_000_000;
const TAGS = "plugin.tags";
const VOTE = "plugin.vote";
const LIST_METHODS = "system.listMethods";

/**
 * `POST /plugins/RPC2/`: XML-RPC as Python's xmlrpc.client, qgis-plugin-ci and plugin_upload.py speak it, and the one
 * JSON call of QGIS Desktop. Who may not upload is told by HTTP before the body is read; everything else that is wrong
 * with a call is a fault.
 */
export async function answerRpc(context: UploadContext, request: Request): Promise<Response> {
  const body = requestBody(request);
  try {
    if (isJsonRpc(request.headers)) return await answerJsonRpc(body);
    return await answerCall(context, request, body);
  } catch (error) {
    return answerFailure(error, context.requestId);
  } finally {
    body.discard();
  }
}

async function answerCall(context: UploadContext, request: Request, body: RequestBody): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw new BodyTooLarge();
  const begunAt = await takeUploadSnapshot(context.db);
  const caller = await readCaller(context, request.headers);
  const call = await readCall(body.chunks(MAX_BODY_BYTES), {
    streams: [UPLOAD],
    admit: (method) => admit(method, caller),
    store: (bytes) => context.storage.put(bytes, { maxBytes: MAX_FILE_BYTES }),
  });
  if (call.method === UPLOAD) return uploadByCall({ ...context, begunAt }, await caller.forUpload(), call);
  return xmlResponse(resultDocument(await resultOf(context, call.method)));
}

/** Before anything of the package is stored. */
async function admit(method: string, caller: RpcCaller): Promise<void> {
  if (method === UPLOAD) await caller.forUpload();
}

async function resultOf({ db }: UploadContext, method: string): Promise<XmlRpcResult> {
  if (method === TAGS) return listPublicTags(db);
  if (method === VOTE) return [];
  if (method === LIST_METHODS) return [TAGS, UPLOAD, VOTE, LIST_METHODS];
  throw new XmlRpcProblem(FAULT.unknownMethod, `There is no method “${method}” here.`);
}

function answerFailure(error: unknown, requestId: string): Response {
  if (error instanceof Refused) return error.response;
  if (error instanceof XmlRpcProblem) return faultResponse(error.code, error.message);
  if (error instanceof BodyTooLarge)
    return httpRefusal(413, "The call is too large: 36,000,000 bytes at most, a package 25,000,000, a call by JSON 16,000.");
  // Nobody is left to read an answer.
  if (error instanceof ConnectionLost) return httpRefusal(400, "The connection was lost before the whole call had arrived.");
  log.error("rpc.failed", error, { requestId });
  return faultResponse(
    FAULT.internal,
    `Something went wrong on our side, and nothing was changed. Please try again; the number of this is ${requestId}.`,
  );
}
