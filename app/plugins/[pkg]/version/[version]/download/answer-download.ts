import { countDownload } from "@/db/commands/count-download";
import type { Executor } from "@/db/context";
import { type DownloadableFile, getDownloadableFile, maySeeDraft } from "@/db/queries/download";
import { clientAddress } from "@/lib/client-address";
import { log } from "@/lib/logger";
import { readDraftDownload } from "@/lib/signed-link";
import type { Storage } from "@/lib/storage";
import { sendFile } from "./send-file";

export interface DownloadContext {
  db: Executor;
  storage: Storage;
  /** AUTH_SECRET. */
  secret: string;
}

export interface DownloadInput {
  pkg: string;
  version: string;
  /** Of a signed link; only files that are not public need one. */
  token?: string;
}

const notFound = () =>
  new Response("There is no such file here.\n", {
    status: 404,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });

/** `GET` and `HEAD /plugins/<pkg>/version/<version>/download/`. What is not public is 404, as if it did not exist. */
export async function answerDownload({ db, storage, secret }: DownloadContext, request: Request, input: DownloadInput): Promise<Response> {
  const file = await getDownloadableFile(db, input.pkg, input.version);
  if (!file || !(file.isPublic || (await isAllowedDraft(db, secret, file, input.token)))) return notFound();
  const { response, isDownload } = await sendFile(request, file, storage);
  if (isDownload && file.isPublic) {
    await countDownload(db, { versionId: file.versionId, address: clientAddress(request.headers), secret }).catch((cause: unknown) =>
      log.error("download.not-counted", cause, { versionId: file.versionId }),
    );
  }
  return response;
}

async function isAllowedDraft(db: Executor, secret: string, file: DownloadableFile, token: string | undefined): Promise<boolean> {
  const userId = token ? readDraftDownload(secret, token, file) : null;
  return userId !== null && (await maySeeDraft(db, userId, file.pluginId));
}
