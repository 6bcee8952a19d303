import { acceptUpload } from "@/db/commands/accept-upload";
import type { TokenHolder } from "@/db/queries/api-tokens";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { StoredFile } from "@/lib/storage";
import type { Call } from "@/lib/xml-rpc/read-call";
import { STREAMED } from "@/lib/xml-rpc/values";
import { resultDocument } from "@/lib/xml-rpc/write-answer";
import type { UploadContext } from "../api/_upload/answer-upload";
import { detailWords } from "../api/_upload/upload-answers";
import { faultResponse, xmlResponse } from "./answers";

export const UPLOAD = "plugin.upload";

const refused = (words: string): Response =>
  // Clients know these words from today's site.
  faultResponse(1, `File upload must be a valid QGIS Python plugin compressed archive. ${words}`);

/** `plugin.upload(base64 zip [, boolean])` -> `[plugin_id, version_id]`. The second parameter asks for automatic approval, as far as the author is trusted. */
export async function uploadByCall(
  context: UploadContext & { begunAt: string },
  holder: TokenHolder,
  { params, stored }: Call<Result<StoredFile, AppError>>,
): Promise<Response> {
  const [zip, wantsAutomaticApproval = false] = params;
  if (zip !== STREAMED || !stored || typeof wantsAutomaticApproval !== "boolean" || params.length > 2)
    return refused("Send the ZIP as base64, and true after it if it may be approved automatically.");
  if (!stored.ok) return refused(stored.error.message);
  const accepted = await acceptUpload(context.db, {
    by: { kind: "token", userId: holder.userId, tokenId: holder.tokenId },
    file: stored.value,
    via: "xmlrpc",
    asksToWait: !wantsAutomaticApproval,
    storage: context.storage,
    validateEntry: context.validateEntry,
    begunAt: context.begunAt,
    requestId: context.requestId,
  });
  if (!accepted.ok) return refused(errorWords(accepted.error));
  return xmlResponse(resultDocument([accepted.value.pluginId, accepted.value.versionId]));
}

function errorWords({ message, details }: AppError): string {
  const problems = details?.filter((detail) => detail.level === "error") ?? [];
  return problems.length > 0 ? problems.map(detailWords).join("\n") : message;
}
